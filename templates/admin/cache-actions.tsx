/** What somebody set going with the cache: how far it is, and what came of the last ones. */
import type { FC } from 'hono/jsx'
import type { FinishedAction, RunningAction } from '../../src/client/index.ts'
import { PostButton, When } from './parts.tsx'

const DOING = {
  flush: 'Taking changes',
  warm: 'Rendering pages anew',
  purge: 'Withdrawing and rendering pages',
  audit: 'Checking pages',
  replay: 'Replaying events',
} as const

export const ActionList: FC<{ running: readonly RunningAction[]; finished: readonly FinishedAction[] }> = ({
  running,
  finished,
}) => {
  const [last] = finished
  return (
    <>
      {running.map((action) => (
        <Running {...action} />
      ))}
      {running.length === 0 && last && (
        <p class={last.outcome === 'failed' || (last.counts.wrong ?? 0) > 0 ? 'alert' : 'notice'} role="status">
          {`${sentenceOf(last)} ${(last.ms / 1000).toFixed(1)} s, by ${byWhom(last)}, `}
          <When at={last.startedAt} />
        </p>
      )}
    </>
  )
}

const Running: FC<RunningAction> = ({ id, kind, total, done, mayCancel, ...head }) => (
  <div class="notice action">
    <strong>
      {DOING[kind]}
      {total > 0 && `: ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`}
      <span class="soft">{`, by ${byWhom(head)}`}</span>
    </strong>
    <progress aria-label={DOING[kind]} max={total || undefined} value={total > 0 ? done : undefined} />
    {mayCancel && <PostButton action={`/admin/cache/actions/${id}/cancel`} text="Cancel" />}
  </div>
)

function byWhom({ actor }: Pick<RunningAction, 'actor'>): string {
  return actor === 'start' ? 'the server at its start' : actor.replace(/^user:/, '')
}

function sentenceOf({ kind, outcome, counts }: FinishedAction): string {
  if (outcome === 'failed') return `${DOING[kind]} failed; the log says why.`
  const n = (name: string) => (counts[name] ?? 0).toLocaleString('en')
  const text = {
    flush: `${n('events')} changes taken, ${n('rendered')} pages rendered.`,
    warm: `${n('rendered')} pages rendered anew, ${n('unchanged')} of them with the same bytes.`,
    purge: `${n('withdrawn')} pages withdrawn and rendered anew.`,
    audit: `${n('wrong')} wrong in ${n('checked')} pages.`,
    replay: `${n('events')} events replayed: ${n('changed')} of ${n('rendered')} pages changed.`,
  }[kind]
  return outcome === 'cancelled' ? `Cancelled. ${text}` : text
}
