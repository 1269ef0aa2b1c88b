/** The queue: what waits, runs and failed. */
import type { FC } from 'hono/jsx'
import type { Job } from '../../src/client/index.ts'
import { DataTable, Empty, PageHead, PostButton, When } from './parts.tsx'

interface Props {
  readonly items: readonly Job[]
  readonly counts: Readonly<Record<Job['state'], number>>
  readonly state: string
  readonly task: string
  readonly mayWrite: boolean
}

const STATES = ['waiting', 'running', 'failed'] as const

/** What a task does, for people; of one that is not named here its own name says it. */
const WORDS: Readonly<Record<string, string>> = {
  flush_cache: 'Tell the cache of a change',
  publish_scheduled: 'Publish at its hour',
  render_markdown: 'Render Markdown',
  prune: 'Housekeeping',
  deliver_webhook: 'Deliver webhooks',
  collect_webhook_changes: 'Collect changes for webhooks',
}

export const JobsPage: FC<Props> = ({ items, counts, state, task, mayWrite }) => (
  <>
    <PageHead title="Jobs" />
    <nav class="tabs" aria-label="State">
      <Tab state="" text="All" current={state} count={STATES.reduce((sum, one) => sum + counts[one], 0)} />
      {STATES.map((one) => (
        <Tab state={one} text={`${one[0]?.toUpperCase()}${one.slice(1)}`} current={state} count={counts[one]} />
      ))}
    </nav>
    {task && (
      <p>
        {`Only ${wordsOf(task)}. `}
        <a href={address({ state })}>Show all kinds</a>
      </p>
    )}
    {items.length === 0 ? (
      <Empty>{emptyText(state)}</Empty>
    ) : (
      <DataTable columns={['What', 'State', 'When', 'Attempts', 'Last error']} hasActions={mayWrite}>
        {items.map((job) => (
          <Row job={job} state={state} mayWrite={mayWrite} />
        ))}
      </DataTable>
    )}
  </>
)

const Tab: FC<{ state: string; text: string; current: string; count: number }> = ({ state, text, current, count }) => (
  <a href={address({ state })} aria-current={current === state ? 'page' : undefined}>
    {text} <span class="soft">{count.toLocaleString('en')}</span>
  </a>
)

const Row: FC<{ job: Job; state: string; mayWrite: boolean }> = ({ job, state, mayWrite }) => (
  <tr>
    <td>
      <a href={address({ state, task: job.task })}>{wordsOf(job.task)}</a>
      <Subject {...job} />
    </td>
    <td>
      <span class={`status ${job.state}`}>{job.state}</span>
    </td>
    <td class="nowrap">
      {job.state === 'running' && 'since '}
      <When at={job.runAt} />
    </td>
    <td class="nowrap">{`${job.attempts} of ${job.maxAttempts}`}</td>
    <td>{job.lastError ? <LastError {...job} text={job.lastError} /> : <span class="soft">none</span>}</td>
    {mayWrite && (
      <td class="row-actions">
        {job.state !== 'running' && (
          <>
            {/* Before its hour it would only wait again. */}
            {(job.state === 'failed' || job.task !== 'publish_scheduled') && (
              <PostButton
                action={`/admin/jobs/${job.id}/retry`}
                text={job.state === 'failed' ? 'Try again' : 'Run now'}
                isPlain
              />
            )}
            <PostButton action={`/admin/jobs/${job.id}/cancel`} text="Cancel" confirm={cancelText(job)} isPlain />
          </>
        )}
      </td>
    )}
  </tr>
)

/** The post that it is about, or whatever else it was given. */
const Subject: FC<Job> = ({ task, payload }) => {
  const { id, ...rest } = payload
  if (['publish_scheduled', 'render_markdown'].includes(task) && typeof id === 'number')
    return (
      <>
        {': '}
        <a href={`/admin/posts/${id}`}>{`post ${id}`}</a>
      </>
    )
  const given = { ...(id !== undefined && { id }), ...rest }
  const text = Object.keys(given).length === 0 ? '' : ` ${JSON.stringify(given)}`
  return <small class="soft mono">{text}</small>
}

const LastError: FC<Job & { text: string }> = ({ text, attempts, maxAttempts }) => {
  const [first = '', ...more] = text.split('\n')
  return (
    <>
      {more.length === 0 ? (
        first
      ) : (
        <details>
          <summary>{first}</summary>
          <pre class="mono">{text}</pre>
        </details>
      )}
      <br />
      <small class="soft">
        {attempts >= maxAttempts ? 'It is not tried again by itself.' : 'It is tried again by itself.'}
      </small>
    </>
  )
}

function cancelText({ task }: Job): string {
  return task === 'publish_scheduled'
    ? 'Cancel this job? The post stays scheduled, and is not published at its hour.'
    : 'Cancel this job? It is taken out of the queue.'
}

function emptyText(state: string): string {
  if (state === 'failed') return 'Nothing failed.'
  if (state === 'running') return 'Nothing runs at this moment.'
  return 'Nothing waits. Posts that are scheduled and housekeeping come here.'
}

function wordsOf(task: string): string {
  const words = task.replaceAll('_', ' ')
  return WORDS[task] ?? `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`
}

function address(query: { readonly state: string; readonly task?: string }): string {
  const given = Object.entries(query).filter(([, value]) => value !== '')
  return given.length === 0 ? '/admin/jobs' : `/admin/jobs?${new URLSearchParams(given)}`
}
