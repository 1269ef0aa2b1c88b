/** A box for trying an address: each step that a browser would take, and where they end. */
import type { FC } from 'hono/jsx'
import type { RedirectTrial } from '../../../src/client/index.ts'
import { Field } from '../parts.tsx'

const ENDS: Readonly<Record<RedirectTrial['end'], string>> = {
  page: 'A page is there.',
  'not-found': 'Readers see “Page not found” (404).',
  gone: 'Readers see that it is gone (410).',
  elsewhere: 'It leads to another site.',
  server: 'The server itself answers there.',
  loop: 'It leads in a circle: browsers show an error.',
  'too-long': 'It leads on and on: browsers give up.',
}

export interface TrialProps {
  /** What was typed; empty: nothing yet. */
  readonly tried: string
  readonly trial: RedirectTrial | undefined
  readonly trialProblem: string | undefined
}

export const TrialBox: FC<TrialProps> = ({ tried, trial, trialProblem }) => (
  <section class="card trial" aria-label="Try an address">
    <form action="/admin/redirects">
      <Field
        label="Where does an address lead?"
        name="test"
        value={tried}
        placeholder="/an/old/address"
        errors={{ test: trialProblem }}
        autocapitalize="off"
        autocorrect="off"
        spellcheck={false}
      />
      <button class="quiet" type="submit">
        Try it
      </button>
    </form>
    {trial && (
      <div role="status">
        <ol class="steps">
          {trial.steps.map(({ path, status, location, rule }) => (
            <li>
              <code>{path}</code> <span class={`status ${statusClass(status)}`}>{status ?? 'server'}</span>{' '}
              <span class="soft">{rule.text}</span>{' '}
              {rule.redirectId !== undefined && (
                <a href={`/admin/redirects?q=${encodeURIComponent(path)}`}>Change it</a>
              )}
              {rule.postId !== undefined && rule.redirectId === undefined && (
                <a href={`/admin/${rule.postKind}s/${rule.postId}`}>Edit</a>
              )}
              {location && !trial.steps.some((step) => step.path === location) && (
                <div class="soft">
                  → <code>{location}</code>
                </div>
              )}
            </li>
          ))}
        </ol>
        <p class={trial.end === 'loop' || trial.end === 'too-long' ? 'error' : 'end'}>
          <strong>{ENDS[trial.end]}</strong>
          {trial.steps.length > 2 &&
            trial.end === 'page' &&
            ' In several steps: one redirect straight there is faster.'}
        </p>
        {trial.unusedRedirectId !== null && (
          <p class="error">There is a redirect for this address, too; nobody meets it, as what is there comes first.</p>
        )}
        {trial.end === 'not-found' && (
          <p>
            <a href={`/admin/redirects?source=${encodeURIComponent(trial.steps.at(-1)?.path ?? '')}`}>
              Make a redirect
            </a>
          </p>
        )}
      </div>
    )}
  </section>
)

function statusClass(status: number | null): string {
  if (status === null || status < 300) return 'published'
  return status >= 400 ? 'failed' : 'scheduled'
}
