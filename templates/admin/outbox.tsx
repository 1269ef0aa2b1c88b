/** The outbox: every change of the content, and what the cache did for it. */
import type { FC } from 'hono/jsx'
import type { CacheEvent, CacheReplay } from '../../src/client/index.ts'
import { Select } from './lists.tsx'
import { Alert, DataTable, Empty, Field, type FieldErrors, PageHead, PostButton, When } from './parts.tsx'

export interface ReplayRefused {
  readonly from: string
  readonly to: string
  readonly errors: FieldErrors
}

interface Props {
  readonly events: readonly CacheEvent[]
  readonly filter: { readonly state: string; readonly relation: string; readonly actor: string }
  readonly next: string | undefined
  readonly mayWrite: boolean
  readonly replayed?: CacheReplay | undefined
  readonly refused?: ReplayRefused | undefined
}

export const OutboxPage: FC<Props> = ({ events, filter, next, mayWrite, replayed, refused }) => {
  const isFiltered = Object.values(filter).some(Boolean)
  return (
    <>
      <PageHead title="Outbox" />
      {replayed && <ReplayResult {...replayed} />}
      <p class="soft">
        Every change of the content is written here in the same transaction, and taken by the cache, which renders the
        pages that it touches. What is done is kept for a week.
      </p>
      <Filter {...filter} />
      {events.length === 0 ? (
        <Empty>{isFiltered ? 'Nothing like that.' : 'Nothing has changed for a week.'}</Empty>
      ) : (
        <DataTable columns={['Event', 'When', 'What', 'Who', 'What came of it']} hasActions={mayWrite}>
          {events.map((event) => (
            <Row event={event} mayWrite={mayWrite} />
          ))}
        </DataTable>
      )}
      {next && (
        <p>
          <a href={next}>Older</a>
        </p>
      )}
      {mayWrite && (
        <div class="columns">
          <ReplayForm refused={refused} />
          <PruneForm />
        </div>
      )}
    </>
  )
}

const STATES = [
  ['', 'All'],
  ['pending', 'Pending'],
  ['consumed', 'Done'],
] as const

const Filter: FC<Props['filter']> = ({ state, relation, actor }) => (
  <search>
    <form class="search filters" action="/admin/outbox">
      <Select name="state" label="State" options={STATES} value={state} />
      <input name="relation" value={relation} placeholder="post, tag, setting …" aria-label="Table" />
      <input name="actor" value={actor} placeholder="Who" aria-label="Who" />
      <button type="submit" class="quiet">
        Filter
      </button>
    </form>
  </search>
)

const Row: FC<{ event: CacheEvent; mayWrite: boolean }> = ({ event, mayWrite }) => {
  const { id, at, actor, relation, rows, consumedAt } = event
  return (
    <tr>
      <td class="mono">{id}</td>
      <td class="nowrap">
        <When at={at} />
      </td>
      <td class="nowrap">
        {relation}
        <span class="soft">{rows === null ? ', the whole table' : `, ${rows} ${rows === 1 ? 'row' : 'rows'}`}</span>
      </td>
      <td class="nowrap">{actor}</td>
      <td class="nowrap">{consumedAt ? <Outcome {...event} /> : <span class="status scheduled">pending</span>}</td>
      {mayWrite && (
        <td class="row-actions">
          <PostButton action="/admin/outbox/replay" text="Replay" isPlain>
            <input type="hidden" name="from" value={id} />
          </PostButton>
        </td>
      )}
    </tr>
  )
}

const Outcome: FC<CacheEvent> = ({ plan }) => {
  if (!plan) return <span class="soft">no page shows it</span>
  const { pages, rendered, changed, ms } = plan
  return (
    <details>
      <summary>{`${rendered} ${rendered === 1 ? 'page' : 'pages'} in ${ms} ms`}</summary>
      <p class="soft">{`Plan ${plan.id}: ${changed} changed.`}</p>
      <ul class="plain-list mono">
        {pages.map((url) => (
          <li>
            <a href={`/admin/cache?url=${encodeURIComponent(url)}`}>{url}</a>
          </li>
        ))}
        {rendered > pages.length && <li class="soft">{`and ${rendered - pages.length} more`}</li>}
      </ul>
    </details>
  )
}

const ReplayForm: FC<{ refused: ReplayRefused | undefined }> = ({ refused }) => (
  <section class="card">
    <h2>Replay</h2>
    <p class="soft">
      Plans events once more and renders all pages that they reach. Pages that are right stay as they are; so this
      changes nothing, unless something was wrong.
    </p>
    <form method="post" action="/admin/outbox/replay">
      {refused?.errors[''] && <Alert>{refused.errors['']}</Alert>}
      <div class="two-fields">
        <Field
          label="From event"
          name="from"
          inputmode="numeric"
          errors={refused?.errors}
          value={refused?.from}
          required
        />
        <Field label="to event" name="to" inputmode="numeric" errors={refused?.errors} value={refused?.to} />
      </div>
      <button type="submit" class="quiet">
        Replay
      </button>
    </form>
  </section>
)

const PruneForm: FC = () => (
  <section class="card">
    <h2>Make room</h2>
    <p class="soft">
      Deletes what is done, with its plans; what is pending stays. Pages can then no longer say which of these changes
      led to them.
    </p>
    <form method="post" action="/admin/outbox/prune" data-confirm="Delete these events for good?">
      <Field label="Done more than" name="olderThanHours" type="select">
        <option value="72">three days ago</option>
        <option value="24">a day ago</option>
        <option value="1">an hour ago</option>
      </Field>
      <button type="submit" class="quiet">
        Delete
      </button>
    </form>
  </section>
)

const ReplayResult: FC<CacheReplay> = ({ events, rendered, changed, ms }) => (
  <section class={changed.length > 0 ? 'alert' : 'notice'} role="status">
    {`${events} ${events === 1 ? 'event' : 'events'} replayed, ${rendered} ${rendered === 1 ? 'page' : 'pages'} rendered in ${ms} ms: `}
    {changed.length === 0 ? 'all were right.' : `${changed.length} were not as they should have been, and are now:`}
    {changed.length > 0 && (
      <ul class="plain-list mono">
        {changed.slice(0, 50).map((url) => (
          <li>
            <a href={`/admin/cache?url=${encodeURIComponent(url)}`}>{url}</a>
          </li>
        ))}
      </ul>
    )}
  </section>
)
