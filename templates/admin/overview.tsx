import type { Child, FC } from 'hono/jsx'
import type { Job, Post, Statistics } from '../../src/client/index.ts'
import { Empty, PageHead, When } from './parts.tsx'
import { number, plural, TopPages, TopReferrers, ViewsChart } from './statistics.tsx'

interface Props {
  readonly name: string
  readonly drafts: readonly Post[]
  readonly scheduled: readonly Post[]
  readonly published: readonly Post[]
  readonly statistics: Statistics
  readonly cache?:
    | {
        readonly entries: number
        readonly pending: number
        readonly checked: number
        readonly wrong: number
        readonly mayLook: boolean
      }
    | undefined
  readonly failedJobs: readonly Job[]
  /** How many addresses that are not found somebody should look at. */
  readonly notFound: number
}

export const OverviewPage: FC<Props> = (props) => {
  const { name, drafts, scheduled, published, statistics, cache, failedJobs, notFound } = props
  return (
    <>
      <PageHead title={`Hello, ${name}`}>
        <a class="button" href="/admin/posts/new">
          Write a post
        </a>
      </PageHead>
      {failedJobs.length > 0 && <FailedJobs jobs={failedJobs} />}
      <Views {...statistics} />
      <div class="columns">
        <section class="card">
          <h2>Most read</h2>
          <TopPages pages={statistics.pages} />
        </section>
        {statistics.of === 'site' && (
          <section class="card">
            <h2>Where readers come from</h2>
            <TopReferrers referrers={statistics.referrers} />
          </section>
        )}
      </div>
      <div class="columns">
        <List
          title="Drafts"
          posts={drafts}
          empty="No drafts. Whatever you begin is here."
          at={({ updatedAt }) => updatedAt}
        />
        <List
          title="Next"
          posts={scheduled}
          empty="Nothing is scheduled."
          at={({ publishedAt }) => publishedAt}
          more={<a href="/admin/calendar">Calendar</a>}
        />
        <List
          title="Published last"
          posts={published}
          empty="Nothing is published yet."
          at={({ publishedAt }) => publishedAt}
        />
      </div>
      {(cache || notFound > 0) && (
        <p class="state-line soft">
          {cache && <CacheLine {...cache} />}
          {notFound > 0 && (
            <a href="/admin/redirects/not-found">
              {notFound === 1 ? '1 address was not found' : `${number(notFound)} addresses were not found`}
            </a>
          )}
        </p>
      )}
    </>
  )
}

const Views: FC<Statistics> = ({ days, views, of, counting }) => {
  const last = (from: number, to?: number) => days.slice(from, to).reduce((sum, { views }) => sum + views, 0)
  const [week, weekBefore] = [last(-7), last(-14, -7)]
  const today = days.at(-1)?.views ?? 0
  const sameDay = days.at(-8)?.views ?? 0
  return (
    <section class="card">
      <h2>{of === 'site' ? 'Views' : 'Views of your posts'}</h2>
      {!counting && (
        <p class="soft">
          Views are not counted at the moment: <code>PAGE_VIEWS</code> is off.
        </p>
      )}
      <dl class="view-figures">
        <div>
          <dt>Today</dt>
          <dd>{number(today)}</dd>
          <dd class="against">{`${number(sameDay)} on this day last week`}</dd>
        </div>
        <div>
          <dt>Seven days</dt>
          <dd>{number(week)}</dd>
          <dd class="against">{against(week, weekBefore)}</dd>
        </div>
        <div>
          <dt>{`${days.length} days`}</dt>
          <dd>{number(views)}</dd>
        </div>
      </dl>
      <ViewsChart {...{ days, views }} />
    </section>
  )
}

/** In words, since a percentage of nothing is none. */
function against(now: number, before: number): string {
  if (before === 0) return now === 0 ? 'as in the week before' : 'none in the week before'
  const percent = Math.round((100 * (now - before)) / before)
  return percent === 0
    ? 'as in the week before'
    : `${percent > 0 ? '+' : '−'}${number(Math.abs(percent))} % against the week before`
}

const FailedJobs: FC<{ jobs: readonly Job[] }> = ({ jobs }) => (
  <div class="alert" role="alert">
    <a href="/admin/jobs?state=failed">{`${plural(jobs.length, 'job')} failed`}</a>
    {`: ${[...new Set(jobs.map(({ task }) => task))].join(', ')}. `}
    <span class="soft">{(jobs[0]?.lastError ?? '').split('\n')[0]?.slice(0, 200)}</span>
  </div>
)

const CacheLine: FC<NonNullable<Props['cache']>> = ({ entries, pending, checked, wrong, mayLook }) => {
  const text = `${plural(entries, 'page')} warm, ${number(pending)} pending, ${number(wrong)} wrong in ${plural(checked, 'check')}`
  return mayLook ? <a href="/admin/cache">{text}</a> : <span>{text}</span>
}

interface ListProps {
  readonly title: string
  readonly posts: readonly Post[]
  readonly empty: string
  readonly at: (post: Post) => string | null
  readonly more?: Child
}

const List: FC<ListProps> = ({ title, posts, empty, at, more }) => (
  <section class="card">
    <div class="card-head">
      <h2>{title}</h2>
      {more}
    </div>
    {posts.length === 0 ? (
      <Empty>{empty}</Empty>
    ) : (
      <ul class="plain-list">
        {posts.map((post) => (
          <li>
            <a href={`/admin/posts/${post.id}`}>{post.title}</a> <When at={at(post)} />
          </li>
        ))}
      </ul>
    )}
  </section>
)
