/** The cache, live. */
import type { FC } from 'hono/jsx'
import type { CachePlan, CacheState, Explanation } from '../../src/client/index.ts'
import { ActionList } from './cache-actions.tsx'
import { Empty, Figure, PageHead, PostButton, When } from './parts.tsx'

interface LiveProps {
  readonly state: CacheState
  readonly plans: readonly CachePlan[]
  /** Requests since the start, by how they were answered. */
  readonly requests: Readonly<Record<string, number>>
}

/** What changes while one looks at it. */
export const CacheLive: FC<LiveProps> = ({ state, plans, requests }) => {
  const all = Object.values(requests).reduce((sum, n) => sum + n, 0)
  const hits = (requests.hit ?? 0) + (requests['not-modified'] ?? 0)
  return (
    <>
      <ActionList running={state.actions} finished={state.lastActions} />
      <dl class="figures">
        <Figure name="Pages ready" value={state.entries.toLocaleString('en')} />
        <Figure name="Memory" value={`${(state.bytes / 1e6).toFixed(1)} MB`} />
        <Figure name="Served from memory" value={all === 0 ? '–' : `${((100 * hits) / all).toFixed(1)} %`} />
        <Figure name="Changes on their way" value={String(state.pendingEvents)} />
        <Figure name="The oldest of them" value={state.pendingEvents === 0 ? '–' : `${state.oldestEventAgeMs} ms`} />
        <Figure name="Pages to render" value={String(state.dirtyKeys)} />
        <Figure name="Renders that failed" value={String(state.totals.failed)} isBad={state.failing.length > 0} />
      </dl>
      <p class={state.audited.wrong > 0 ? 'alert' : undefined}>
        <strong>{`${state.audited.wrong} wrong in ${state.audited.checked.toLocaleString('en')} checks`}</strong>{' '}
        <span class="soft">since the start: stored pages compared with fresh renders, in the background.</span>
      </p>
      <div class="columns">
        <section class="card">
          <h2>From commit to served</h2>
          <Histogram values={plans.map(({ ms }) => ms)} />
        </section>
        <section class="card">
          <h2>Pages of each change</h2>
          <Bars plans={plans.slice(0, MAX_BARS)} />
          {plans.length > 0 && (
            <p class="soft">{`The last ${Math.min(plans.length, MAX_BARS)} changes, the newest on the right; up to ${mostPages(plans)} pages.`}</p>
          )}
        </section>
      </div>
      <section class="card">
        <h2>Last changes</h2>
        {plans.length === 0 ? <Empty>Nothing has changed for a week.</Empty> : <PlanList plans={plans.slice(0, 15)} />}
      </section>
    </>
  )
}

const EDGES = [10, 20, 30, 50, 100, 200, 500, 1000, Number.POSITIVE_INFINITY]

const Histogram: FC<{ values: readonly number[] }> = ({ values }) => {
  if (values.length === 0) return <Empty>No changes to measure yet.</Empty>
  const counts = EDGES.map((edge, i) => values.filter((ms) => ms <= edge && ms > (EDGES[i - 1] ?? -1)).length)
  const most = Math.max(...counts)
  const label = (i: number) => (EDGES[i] === Number.POSITIVE_INFINITY ? 'over 1000' : `to ${EDGES[i]}`)
  return (
    <table class="bars">
      <caption class="visually-hidden">How many changes were served within how many milliseconds</caption>
      <tbody>
        {counts.map((count, i) => (
          <tr>
            <th scope="row">{`${label(i)} ms`}</th>
            <td>
              <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect width={(100 * count) / most} height={10} />
              </svg>{' '}
              {count}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const MAX_BARS = 40

function mostPages(plans: readonly CachePlan[]): number {
  return Math.max(1, ...plans.slice(0, MAX_BARS).map(({ renders }) => renders.length))
}

const Bars: FC<{ plans: readonly CachePlan[] }> = ({ plans }) => {
  if (plans.length === 0) return <Empty>No changes yet.</Empty>
  const most = mostPages(plans)
  const width = 100 / MAX_BARS
  return (
    <svg
      class="chart"
      viewBox="0 0 100 40"
      preserveAspectRatio="none"
      role="img"
      aria-label={`Up to ${most} pages rendered by one change`}
    >
      {plans.toReversed().map(({ renders, id }, i) => {
        const height = Math.max(0.8, (38 * renders.length) / most)
        return (
          <rect x={i * width + width * 0.1} y={40 - height} width={width * 0.8} height={height}>
            <title>{`Change ${id}: ${renders.length} pages`}</title>
          </rect>
        )
      })}
    </svg>
  )
}

const PlanList: FC<{ plans: readonly CachePlan[] }> = ({ plans }) => (
  <ul class="plans">
    {plans.map(({ id, at, actors, renders, withdrawn, ms }) => (
      <li>
        <details id={`plan-${id}`}>
          <summary>
            <When at={at} /> · {actors.join(', ')} ·{' '}
            <strong>{`${renders.length} ${renders.length === 1 ? 'page' : 'pages'}`}</strong>
            {withdrawn.length > 0 && ` · ${withdrawn.length} withdrawn`} · {`${ms} ms`}
          </summary>
          <ul class="plain-list mono">
            {renders.slice(0, 100).map(({ url, why, outcome }) => (
              <li>
                <a href={`/admin/cache?url=${encodeURIComponent(url)}`}>{url}</a>{' '}
                <span class="soft">{`${why} · ${outcome ?? 'waiting'}`}</span>
              </li>
            ))}
            {renders.length > 100 && <li class="soft">{`and ${renders.length - 100} more`}</li>}
          </ul>
        </details>
      </li>
    ))}
  </ul>
)

interface CacheProps extends LiveProps {
  readonly url: string
  readonly explanation: Explanation | undefined
  readonly problem: string | undefined
}

export const CachePage: FC<CacheProps> = ({ url, explanation, problem, ...live }) => (
  <>
    <PageHead title="Cache">
      <PostButton action="/admin/cache/flush" text="Flush" />
      <PostButton action="/admin/cache/audit" text="Check 500 pages" />
      <PostButton
        action="/admin/cache/warm"
        text="Render all anew"
        confirm="Render every page anew? Readers keep getting the old copies meanwhile."
      />
      <PostButton
        action="/admin/cache/purge"
        text="Purge"
        confirm="Withdraw every page? Readers wait for renders until all are ready again."
      />
    </PageHead>
    <div data-live="/admin/cache/live">
      <CacheLive {...live} />
    </div>
    <section class="card">
      <h2>Why does a page look as it does?</h2>
      <form class="search" action="/admin/cache">
        <input name="url" value={url} placeholder="/posts/…" aria-label="Address" required />
        <button type="submit" class="quiet">
          Explain
        </button>
      </form>
      {problem && <p class="error">{problem}</p>}
      {explanation && <Explained {...explanation} />}
    </section>
  </>
)

const Explained: FC<Explanation> = ({
  url,
  status,
  bytes,
  hits,
  modifiedAt,
  isStale,
  cause,
  lastRender,
  dependencies,
}) => (
  <dl class="facts">
    <dt>Address</dt>
    <dd>
      <a href={url}>{url}</a> {`(${status})`}
    </dd>
    <dt>These bytes</dt>
    <dd>
      since <When at={modifiedAt} />, by {cause.actor || cause.kind}
      {cause.reason && ` because of ${cause.reason}`}
      {cause.planId !== undefined && <a href={`#plan-${cause.planId}`}>{` (change ${cause.planId})`}</a>}
    </dd>
    <dt>Rendered</dt>
    <dd>
      <When at={lastRender.at} /> in{' '}
      {`${lastRender.ms.toFixed(1)} ms, ${bytes.toLocaleString('en')} bytes, read ${hits} times`}
    </dd>
    <dt>State</dt>
    <dd>{isStale ? 'being replaced' : 'current'}</dd>
    <dt>{`Depends on ${dependencies.length}`}</dt>
    <dd>
      <ul class="plain-list mono">
        {dependencies.map((name) => (
          <li>{name}</li>
        ))}
      </ul>
    </dd>
  </dl>
)
