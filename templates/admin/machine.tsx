/** The queue and the audit log. */
import type { FC } from 'hono/jsx'
import { DataTable, Empty, PageHead, PostButton, When } from './parts.tsx'

export interface Job {
  readonly id: string
  readonly task: string
  readonly state: string
  readonly runAt: string
  readonly attempts: number
  readonly maxAttempts: number
  readonly lastError: string | null
}

export const JobsPage: FC<{ items: readonly Job[]; state: string }> = ({ items, state }) => (
  <>
    <PageHead title="Jobs" />
    <nav class="tabs" aria-label="State">
      {['', 'waiting', 'running', 'failed'].map((one) => (
        <a href={one ? `/admin/jobs?state=${one}` : '/admin/jobs'} aria-current={one === state ? 'page' : undefined}>
          {one ? `${one[0]?.toUpperCase()}${one.slice(1)}` : 'All'}
        </a>
      ))}
    </nav>
    {items.length === 0 ? (
      <Empty>Nothing waits. Scheduled posts and housekeeping come here.</Empty>
    ) : (
      <DataTable columns={['Task', 'State', 'Runs', 'Attempts', 'Last error']} hasActions>
        {items.map(({ id, task, state, runAt, attempts, maxAttempts, lastError }) => (
          <tr>
            <td>{task}</td>
            <td>
              <span class={`status ${state}`}>{state}</span>
            </td>
            <td>
              <When at={runAt} />
            </td>
            <td>{`${attempts} of ${maxAttempts}`}</td>
            <td class="soft">{lastError?.split('\n', 1)[0]}</td>
            <td class="row-actions">
              {state !== 'running' && (
                <>
                  <PostButton action={`/admin/jobs/${id}/retry`} text="Run now" isPlain />
                  <PostButton action={`/admin/jobs/${id}/cancel`} text="Cancel" confirm="Cancel this job?" isPlain />
                </>
              )}
            </td>
          </tr>
        ))}
      </DataTable>
    )}
  </>
)

export interface AuditRow {
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly details: unknown
}

export const AuditPage: FC<{ items: readonly AuditRow[]; next: string | undefined }> = ({ items, next }) => (
  <>
    <PageHead title="Audit log" />
    {items.length === 0 ? (
      <Empty>Nothing has been done yet.</Empty>
    ) : (
      <DataTable columns={['When', 'Who', 'What', 'Of what', { wide: 'Details' }]}>
        {items.map(({ at, actor, action, subject, details }) => (
          <tr>
            <td>
              <When at={at} />
            </td>
            <td>{actor}</td>
            <td>{action}</td>
            <td>{subject}</td>
            <td class="wide-only soft mono">{JSON.stringify(details)}</td>
          </tr>
        ))}
      </DataTable>
    )}
    {next && (
      <p>
        <a href={next}>Older</a>
      </p>
    )}
  </>
)
