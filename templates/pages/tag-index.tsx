import type { FC } from 'hono/jsx'
import { Layout } from '../layout.tsx'
import { PageHead } from '../parts/page-head.tsx'
import type { CountedLink, FrameProps } from '../types.ts'

interface TagIndexProps extends FrameProps {
  readonly tags: readonly CountedLink[]
}

export const TagIndexPage: FC<TagIndexProps> = ({ site, meta, tags }) => (
  <Layout site={site} meta={meta}>
    <PageHead heading={site.words('tags')} />
    {tags.length === 0 && <p class="empty">{site.words('emptyTags')}</p>}
    {tags.length > 0 && (
      <ul class="tag-index">
        {tags.map(({ path, text, count }) => (
          <li>
            <a href={path}>{text}</a> <span class="count">{count}</span>
          </li>
        ))}
      </ul>
    )}
  </Layout>
)
