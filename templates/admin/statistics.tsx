/** How often pages are read, to look at. */
import type { FC } from 'hono/jsx'
import type { Statistics } from '../../src/client/index.ts'
import { Empty } from './parts.tsx'

const CHART_HEIGHT = 100
const STEP = 10

/** A bar a day. The numbers are also there as a table. */
export const ViewsChart: FC<Pick<Statistics, 'days' | 'views'>> = ({ days, views }) => {
  const top = roundUp(Math.max(1, ...days.map(({ views }) => views)))
  const height = (n: number) => (n === 0 ? 0 : Math.max(1, (CHART_HEIGHT * n) / top))
  const [first, last] = [days[0]?.day ?? '', days.at(-1)?.day ?? '']
  return (
    <figure class="views-chart">
      <div class="plot">
        <span class="scale" aria-hidden="true">
          {number(top)}
        </span>
        <svg
          class="chart"
          viewBox={`0 0 ${days.length * STEP} ${CHART_HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-labelledby="views-title views-text"
        >
          <title id="views-title">Views by day</title>
          <desc id="views-text">{`${number(views)} views from ${dayText(first)} to ${dayText(last)}; the most on a day were ${number(Math.max(0, ...days.map(({ views }) => views)))}.`}</desc>
          {days.map(({ day, views }, i) => (
            <g>
              <title>{`${dayText(day)}: ${plural(views, 'view')}`}</title>
              <rect class="space" x={i * STEP} y={0} width={STEP} height={CHART_HEIGHT} />
              <rect x={i * STEP + 1} y={CHART_HEIGHT - height(views)} width={STEP - 2} height={height(views)} />
            </g>
          ))}
        </svg>
      </div>
      <div class="days" aria-hidden="true">
        <span>{dayText(first)}</span>
        <span>{dayText(days[Math.floor(days.length / 2)]?.day ?? '')}</span>
        <span>{dayText(last)}</span>
      </div>
      <details>
        <summary>The numbers</summary>
        <table class="narrow-table">
          <caption class="visually-hidden">Views by day</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Views</th>
            </tr>
          </thead>
          <tbody>
            {[...days].reverse().map(({ day, views }) => (
              <tr>
                <th scope="row">{dayText(day)}</th>
                <td>{number(views)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

export const TopPages: FC<Pick<Statistics, 'pages'>> = ({ pages }) =>
  pages.length === 0 ? (
    <Empty>Nobody has looked yet.</Empty>
  ) : (
    <RankedList
      rows={pages.map(({ path, postId, kind, title, views }) => ({
        views,
        text: title ?? (path === '/' ? 'Home' : path),
        href: postId === null ? path : `/admin/${kind ?? 'post'}s/${postId}`,
      }))}
    />
  )

export const TopReferrers: FC<Pick<Statistics, 'referrers'>> = ({ referrers }) =>
  referrers.length === 0 ? (
    <Empty>No other site has led anybody here yet.</Empty>
  ) : (
    <RankedList rows={referrers.map(({ host, views }) => ({ text: host, views }))} />
  )

const RankedList: FC<{ rows: readonly { text: string; views: number; href?: string }[] }> = ({ rows }) => {
  const most = Math.max(1, ...rows.map(({ views }) => views))
  return (
    <ol class="ranked">
      {rows.map(({ text, views, href }) => (
        <li>
          <span class="what">{href ? <a href={href}>{text}</a> : text}</span>
          <span class="how-many">{number(views)}</span>
          <svg class="bar" viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true">
            <rect width={(100 * views) / most} height={2} />
          </svg>
        </li>
      ))}
    </ol>
  )
}

export function number(n: number): string {
  return n.toLocaleString('en')
}

export function plural(n: number, noun: string): string {
  return `${number(n)} ${noun}${n === 1 ? '' : 's'}`
}

/** `2026-11-21` as people write it. */
export function dayText(day: string): string {
  const at = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(at.getTime())
    ? ''
    : at.toLocaleDateString('en', { day: 'numeric', month: 'short', timeZone: 'UTC' })
}

/** The next number of one digit and noughts: 7, 40, 300 … */
function roundUp(n: number): number {
  const unit = 10 ** Math.floor(Math.log10(n))
  return Math.ceil(n / unit) * unit
}
