/** A month of posts. A list of days by its nature; where there is room it is shown as a calendar. */
import type { FC } from 'hono/jsx'
import type { Calendar } from '../../src/client/index.ts'
import { PageHead } from './parts.tsx'

interface Props extends Calendar {
  /** Whether a date may be given to a new post. */
  readonly mayPublish: boolean
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

export const CalendarPage: FC<Props> = ({ month, previous, next, timeZone, today, items, mayPublish }) => {
  const days = daysOf(month)
  const byDay = Map.groupBy(items, ({ day }) => day)
  const address = (month: string) => `/admin/calendar?month=${month}`
  return (
    <>
      <PageHead title={format(`${month}-01`, { month: 'long', year: 'numeric' })}>
        <a class="button quiet" href={address(previous)} rel="prev" data-key="PageUp">
          <span aria-hidden="true">←</span> {format(`${previous}-01`, { month: 'long' })}
        </a>
        {month !== today.slice(0, 7) && (
          <a class="button quiet" href="/admin/calendar" data-key="Home">
            Today
          </a>
        )}
        <a class="button quiet" href={address(next)} rel="next" data-key="PageDown">
          {format(`${next}-01`, { month: 'long' })} <span aria-hidden="true">→</span>
        </a>
      </PageHead>
      <p class="soft">
        {`In the site's time zone, ${timeZone}.`}
        {items.length === 0 && ' No post of this month has a date.'}
      </p>
      <div class="calendar" data-calendar>
        <div class="weekdays" aria-hidden="true">
          {WEEKDAYS.map((name) => (
            <span>{name}</span>
          ))}
        </div>
        <ol class={`month starts-${weekdayOf(days[0] ?? '')}`}>
          {days.map((day) => (
            <Day {...{ day, today, mayPublish }} posts={byDay.get(day) ?? []} />
          ))}
        </ol>
      </div>
    </>
  )
}

interface DayProps {
  readonly day: string
  readonly today: string
  readonly mayPublish: boolean
  readonly posts: Calendar['items']
}

const Day: FC<DayProps> = ({ day, today, mayPublish, posts }) => {
  const classes = [day === today && 'today', day < today && 'past', posts.length === 0 && 'free'].filter(Boolean)
  const whole = format(day, { weekday: 'long', day: 'numeric', month: 'long' })
  return (
    <li class={classes.join(' ') || undefined}>
      <div class="day-head">
        <time datetime={day}>
          <span class="visually-hidden">{day === today ? `${whole}, today` : whole}</span>
          <span aria-hidden="true">
            <span class="weekday">{format(day, { weekday: 'short' })} </span>
            {Number(day.slice(8))}
          </span>
        </time>
        {mayPublish && (
          <a class="new-post" href={`/admin/posts/new?on=${day}`} aria-label={`New post on ${whole}`} data-day>
            +
          </a>
        )}
      </div>
      {posts.length > 0 && (
        <ul>
          {posts.map(({ id, title, status, time }) => (
            <li>
              <a class={`dated ${status}`} href={`/admin/posts/${id}`}>
                <span class="at">{time}</span> <span class="title">{title}</span>{' '}
                <span class="visually-hidden">{status}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

function daysOf(month: string): string[] {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const count = new Date(Date.UTC(year, number, 0)).getUTCDate()
  return Array.from({ length: count }, (_, i) => `${month}-${String(i + 1).padStart(2, '0')}`)
}

/** Monday is 1. */
function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7
}

function format(day: string, options: Intl.DateTimeFormatOptions): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', { ...options, timeZone: 'UTC' })
}
