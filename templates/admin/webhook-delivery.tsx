/** Messages to a webhook, and one with all that is known of it. */
import type { FC } from 'hono/jsx'
import type { DeliveryAttempt, Webhook, WebhookDelivery, WebhookDeliveryWithBody } from '../../src/client/index.ts'
import { DataTable, Empty, PageHead, PostButton, When } from './parts.tsx'

const WORDS = {
  delivered: ['arrived', 'published'],
  waiting: ['on its way', 'scheduled'],
  failed: ['did not arrive', 'failed'],
} as const

const Result: FC<{ status: WebhookDelivery['status'] }> = ({ status }) => {
  const [word, look] = WORDS[status]
  return <span class={`status ${look}`}>{word}</span>
}

interface TableProps {
  readonly base: string
  readonly deliveries: readonly WebhookDelivery[]
  readonly mayWrite: boolean
}

export const DeliveryTable: FC<TableProps> = ({ base, deliveries, mayWrite }) => (
  <DataTable columns={['Message', 'Result', { wide: 'Tried next' }, ...(mayWrite ? [{ wide: 'Again' }] : [])]}>
    {deliveries.map(({ id, type, subject, status, nextAt, history, createdAt }) => (
      <tr>
        <td>
          <a href={`${base}/deliveries/${id}`}>{subject}</a>
          <span class="hint">
            <span class="mono">{type}</span> · <When at={createdAt} />
          </span>
        </td>
        <td>
          <Result status={status} />
          <span class="hint nowrap">{answerOf(history)}</span>
        </td>
        <td class="wide-only">{nextAt ? <When at={nextAt} /> : '–'}</td>
        {mayWrite && (
          <td class="wide-only nowrap">
            <PostButton action={`${base}/deliveries/${id}/replay`} text="Send again" isPlain />
          </td>
        )}
      </tr>
    ))}
  </DataTable>
)

function answerOf(history: readonly DeliveryAttempt[]): string {
  const last = history.at(-1)
  if (!last) return 'not tried yet'
  const answer = last.status === null ? 'no answer' : `${last.status} in ${last.ms} ms`
  return history.length === 1 ? answer : `${answer}, ${history.length} attempts`
}

interface PageProps {
  readonly webhook: Webhook
  readonly delivery: WebhookDeliveryWithBody
  readonly mayWrite: boolean
}

export const DeliveryPage: FC<PageProps> = ({ webhook, delivery, mayWrite }) => {
  const base = `/admin/webhooks/${webhook.id}`
  return (
    <>
      <PageHead title={`${delivery.type}: ${delivery.subject}`}>
        {mayWrite && <PostButton action={`${base}/deliveries/${delivery.id}/replay`} text="Send again" />}
      </PageHead>
      <section class="card">
        <dl class="facts">
          <dt>To</dt>
          <dd>
            <a href={base}>{webhook.name}</a> <span class="mono soft">{webhook.url}</span>
          </dd>
          <dt>Result</dt>
          <dd>
            <Result status={delivery.status} />
            {delivery.nextAt && (
              <>
                {' '}
                tried next <When at={delivery.nextAt} />
              </>
            )}
          </dd>
          <dt>Id, the same at each attempt</dt>
          <dd class="mono">{delivery.messageId}</dd>
        </dl>
      </section>
      <section class="card">
        <h2>Attempts</h2>
        {delivery.history.length === 0 ? (
          <Empty>None yet.</Empty>
        ) : (
          <DataTable columns={['When', 'Answer', 'After', 'What went wrong']}>
            {delivery.history.toReversed().map(({ at, ms, status, error }) => (
              <tr>
                <td>
                  <When at={at} />
                </td>
                <td>{status ?? 'none'}</td>
                <td>{`${ms} ms`}</td>
                <td class="soft">{error ?? troubleOf(status)}</td>
              </tr>
            ))}
          </DataTable>
        )}
      </section>
      <section class="card">
        <h2>What was sent</h2>
        <pre tabindex={0}>
          <code>{indented(delivery.body)}</code>
        </pre>
      </section>
      {delivery.response && (
        <section class="card">
          <h2>What came back last</h2>
          <pre tabindex={0}>
            <code>{delivery.response}</code>
          </pre>
        </section>
      )}
    </>
  )
}

function troubleOf(status: number | null): string {
  if (status === 410) return 'The receiver wants no more messages.'
  if (status === null || status < 400) return ''
  return status < 500 ? 'The receiver refused it.' : 'Something went wrong at the receiver.'
}

function indented(body: string): string {
  return JSON.stringify(JSON.parse(body), null, 2)
}
