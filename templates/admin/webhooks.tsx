/** Webhooks: all of them, and one with what came of its messages. */
import type { FC } from 'hono/jsx'
import type { Webhook, WebhookDelivery, WebhookWithDays } from '../../src/client/index.ts'
import { Alert, DataTable, Empty, Figure, PageHead, PostButton, When } from './parts.tsx'
import { DaysChart, RecentTicks } from './webhook-charts.tsx'
import { DeliveryTable } from './webhook-delivery.tsx'
import { type EventGroup, type FormState, WebhookForm } from './webhook-form.tsx'
import { VERIFY } from './webhook-verification.ts'

export type { EventGroup, FormState } from './webhook-form.tsx'

interface ListProps {
  readonly items: readonly Webhook[]
  readonly groups: readonly EventGroup[]
  readonly form: FormState
  readonly mayWrite: boolean
}

export const WebhooksPage: FC<ListProps> = ({ items, groups, form, mayWrite }) => (
  <>
    <PageHead title="Webhooks" />
    <p class="soft">
      Other programs are told when something is published or changed: a build, a newsletter, a chat, a search index.
      Messages are signed, tried again for a day when they do not arrive, and kept for thirty days.
    </p>
    {mayWrite && (
      <details class="card create" open={items.length === 0 || form.errors !== undefined}>
        <summary>New webhook</summary>
        <WebhookForm action="/admin/webhooks" button="Make it" {...{ form, groups }} />
      </details>
    )}
    {items.length === 0 ? (
      <Empty>Nobody is told yet.</Empty>
    ) : (
      <DataTable columns={['Webhook', { wide: 'Is told of' }, 'State', 'Last messages', { wide: 'On their way' }]}>
        {items.map((webhook) => (
          <tr>
            <td>
              <a href={`/admin/webhooks/${webhook.id}`}>{webhook.name}</a>
              <span class="hint mono">{webhook.url}</span>
            </td>
            <td class="soft wide-only">{summaryOf(webhook.events)}</td>
            <td>
              <StatePill {...webhook} />
            </td>
            <td>{webhook.recent.length === 0 ? <span class="soft">none yet</span> : <RecentTicks {...webhook} />}</td>
            <td class="wide-only">{webhook.deliveries.waiting || '–'}</td>
          </tr>
        ))}
      </DataTable>
    )}
  </>
)

function summaryOf(events: readonly string[]): string {
  if (events.includes('*')) return 'everything'
  return events.length <= 3 ? events.join(', ') : `${events.slice(0, 2).join(', ')} and ${events.length - 2} more`
}

const StatePill: FC<Pick<Webhook, 'state' | 'pauseReason' | 'failingSince'>> = ({
  state,
  pauseReason,
  failingSince,
}) => {
  if (state === 'paused') return <span class={pauseReason === 'asked' ? 'status' : 'status failed'}>paused</span>
  return failingSince ? <span class="status failed">failing</span> : <span class="status published">active</span>
}

interface PageProps {
  readonly webhook: WebhookWithDays
  readonly deliveries: readonly WebhookDelivery[]
  readonly status: string
  readonly older: string | undefined
  readonly groups: readonly EventGroup[]
  readonly form: FormState
  readonly mayWrite: boolean
  /** Shown this once. */
  readonly secret: string | undefined
  readonly isRotated: boolean
}

export const WebhookPage: FC<PageProps> = ({ webhook, deliveries, status, older, groups, form, mayWrite, ...made }) => {
  const base = `/admin/webhooks/${webhook.id}`
  const { delivered, failed, waiting } = webhook.deliveries
  return (
    <>
      <PageHead title={webhook.name}>
        {mayWrite && (
          <>
            <PostButton action={`${base}/test`} text="Send a test" />
            {webhook.state === 'active' ? (
              <PostButton action={`${base}/pause`} text="Pause" />
            ) : (
              <PostButton action={`${base}/resume`} text="Resume" />
            )}
          </>
        )}
      </PageHead>
      {made.secret && <SecretOnce secret={made.secret} isRotated={made.isRotated} />}
      <Trouble {...webhook} />
      <dl class="figures">
        <Figure name="State" value={webhook.state} isBad={webhook.state === 'paused'} />
        <Figure name="Arrived" value={String(delivered)} />
        <Figure name="On their way" value={String(waiting)} />
        <Figure name="Did not arrive" value={String(failed)} isBad={failed > 0} />
      </dl>
      <section class="card">
        <h2>Messages of the last thirty days</h2>
        {delivered + failed + waiting === 0 ? (
          <Empty>None yet. A test shows whether the receiver is there.</Empty>
        ) : (
          <>
            <DaysChart days={webhook.days} />
            <nav class="tabs" aria-label="Messages">
              {[
                ['', 'All'],
                ['delivered', 'Arrived'],
                ['waiting', 'On their way'],
                ['failed', 'Did not arrive'],
              ].map(([value, text]) => (
                <a href={value ? `${base}?status=${value}` : base} aria-current={value === status ? 'page' : undefined}>
                  {text}
                </a>
              ))}
            </nav>
            {deliveries.length === 0 ? (
              <Empty>None of these.</Empty>
            ) : (
              <DeliveryTable {...{ base, deliveries, mayWrite }} />
            )}
            {older && (
              <p>
                <a href={older}>Older</a>
              </p>
            )}
          </>
        )}
      </section>
      {mayWrite && (
        <>
          <details class="card" open={form.errors !== undefined}>
            <summary>Address and events</summary>
            <WebhookForm action={base} button="Save" {...{ form, groups }} />
          </details>
          <details class="card">
            <summary>Secret, and removing it</summary>
            <p>
              Each message is signed with the secret, which was shown when it was made. With a new one the former signs
              beside it for a day, so that there is time to change it at the receiver.
              {webhook.previousSecretUntil && (
                <>
                  {' '}
                  The former signs until <When at={webhook.previousSecretUntil} />.
                </>
              )}
            </p>
            <div class="actions">
              <PostButton action={`${base}/secret`} text="Make a new secret" confirm="Make a new secret?" />
              <PostButton
                action={`${base}/delete`}
                text="Remove this webhook"
                confirm="Remove this webhook and the list of its messages?"
              />
            </div>
          </details>
        </>
      )}
    </>
  )
}

const WHY_PAUSED = {
  asked: 'It is paused. Changes meanwhile are not kept for it.',
  failing:
    'It is paused: nothing was delivered for three days. When the receiver is well again, send a test and resume.',
  gone: 'It is paused: its receiver answered 410, which means that it wants no more messages.',
  full: 'It is paused: a thousand messages wait for it, and the receiver does not keep up. Resume to send them.',
} as const

const Trouble: FC<Webhook> = ({ state, pauseReason, failingSince }) => {
  if (state === 'paused') return <Alert>{WHY_PAUSED[pauseReason ?? 'asked']}</Alert>
  if (!failingSince) return null
  return (
    <Alert>
      Nothing has arrived since <When at={failingSince} />. Messages are tried again; after three days it is paused.
    </Alert>
  )
}

const SecretOnce: FC<{ secret: string; isRotated: boolean }> = ({ secret, isRotated }) => (
  <section class="notice" role="status">
    <p>
      <label for="new-secret">
        {isRotated ? 'The new secret.' : 'The webhook is made. This is its secret.'} It is shown only now; the receiver
        needs it to know that a message is yours.
      </label>
      <input id="new-secret" class="mono" value={secret} readonly data-select />
    </p>
    <details>
      <summary>How a receiver checks a message, in Node</summary>
      <pre>
        <code>{VERIFY}</code>
      </pre>
    </details>
  </section>
)
