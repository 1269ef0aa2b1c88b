import type { FC } from 'hono/jsx'
import { Layout } from '../layout.tsx'
import { PageHead } from '../parts/page-head.tsx'
import type { FrameProps, YearView } from '../types.ts'

interface ArchiveIndexProps extends FrameProps {
  readonly years: readonly YearView[]
}

export const ArchiveIndexPage: FC<ArchiveIndexProps> = ({ site, meta, years }) => (
  <Layout site={site} meta={meta}>
    <PageHead heading={site.words('archive')} />
    {years.length === 0 && <p class="empty">{site.words('emptyHome')}</p>}
    <div class="years">
      {years.map(({ year, count, months }) => (
        <section id={`y${year}`}>
          <h2>
            {year} <span class="count">{site.words('archiveCount', { count })}</span>
          </h2>
          <ul>
            {months.map((month) => (
              <li>
                <a href={month.path}>{month.text}</a> <span class="count">{month.count}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  </Layout>
)
