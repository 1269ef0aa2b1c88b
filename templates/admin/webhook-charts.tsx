/** What came of messages, to be seen at a glance. */
import type { FC } from 'hono/jsx'
import type { Webhook, WebhookWithDays } from '../../src/client/index.ts'

const WORDS: Readonly<Record<string, string>> = {
  delivered: 'arrived',
  failed: 'did not arrive',
  waiting: 'on their way',
}
const TICKS = 20

/** The last messages, the newest at the right. */
export const RecentTicks: FC<Pick<Webhook, 'recent'>> = ({ recent }) => {
  const counted = Object.entries(WORDS)
    .map(([status, word]) => [recent.filter((one) => one === status).length, word] as const)
    .filter(([count]) => count > 0)
  const label = `Of the last ${recent.length}: ${counted.map(([count, word]) => `${count} ${word}`).join(', ')}`
  return (
    <svg class="ticks" viewBox={`0 0 ${TICKS * 5} 16`} role="img" aria-label={label}>
      {recent.toReversed().map((status, i) => {
        // Told apart by their height as well as by their colour.
        const height = status === 'delivered' ? 16 : status === 'failed' ? 8 : 4
        return (
          <rect class={status} x={(TICKS - recent.length + i) * 5} y={16 - height} width={3.6} height={height} rx={1} />
        )
      })}
    </svg>
  )
}

/** Each day's messages, one above the other by what came of them. */
export const DaysChart: FC<Pick<WebhookWithDays, 'days'>> = ({ days }) => {
  const most = Math.max(1, ...days.map(({ delivered, failed, waiting }) => delivered + failed + waiting))
  const width = 100 / days.length
  const sum = (of: 'delivered' | 'failed' | 'waiting') => days.reduce((total, day) => total + day[of], 0)
  const parts = ['delivered', 'waiting', 'failed'] as const
  return (
    <figure class="outcomes">
      <svg
        class="chart"
        viewBox="0 0 100 40"
        preserveAspectRatio="none"
        role="img"
        aria-label={`In thirty days ${parts.map((part) => `${sum(part)} ${WORDS[part]}`).join(', ')}; up to ${most} a day`}
      >
        {days.map((day, i) => {
          let top = 40
          return parts.map((part) => {
            const height = (39 * day[part]) / most
            top -= height
            return height === 0 ? null : (
              <rect class={part} x={i * width + width * 0.1} y={top} width={width * 0.8} height={height}>
                <title>{`${day.day}: ${day[part]} ${WORDS[part]}`}</title>
              </rect>
            )
          })
        })}
        <line x1={0} x2={100} y1={40} y2={40} />
      </svg>
      <figcaption>
        <span>{days[0]?.day}</span>
        <span class="legend">
          {parts.map((part) => (
            <span>
              <svg class="ticks key" viewBox="0 0 10 10" aria-hidden="true">
                <rect class={part} width={10} height={10} rx={2} />
              </svg>{' '}
              {WORDS[part]}
            </span>
          ))}
        </span>
        <span>{days.at(-1)?.day}</span>
      </figcaption>
    </figure>
  )
}
