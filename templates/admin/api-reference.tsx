/** The description of the API, to read. */
import type { FC } from 'hono/jsx'
import { PageHead } from './parts.tsx'

export interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly description?: string
}

export interface Operation {
  readonly method: string
  readonly path: string
  readonly tag: string
  readonly summary: string
  readonly scope: string
  readonly parameters: readonly Parameter[]
  /** Names of the body's fields; those that must be there end with a star. */
  readonly fields: readonly string[]
}

export const ApiReferencePage: FC<{ operations: readonly Operation[]; base: string }> = ({ operations, base }) => (
  <>
    <PageHead title="API">
      <a class="button" href="/admin/keys">
        API keys
      </a>
    </PageHead>
    <p>
      All of it is under <code>{base}</code>, with <code>Authorization: Bearer hk_…</code>. Errors are problem documents
      (RFC 9457). The same for programs: <a href="/api/v1/openapi.json">openapi.json</a>.
    </p>
    {[...Map.groupBy(operations, ({ tag }) => tag)].map(([tag, ofTag]) => (
      <section class="card">
        <h2>{tag}</h2>
        <ul class="plain-list">
          {ofTag.map((operation) => (
            <li>
              <Described {...operation} />
            </li>
          ))}
        </ul>
      </section>
    ))}
  </>
)

const Described: FC<Operation> = ({ method, path, summary, scope, parameters, fields }) => (
  <details>
    <summary>
      <code>{`${method} ${path}`}</code> {summary}
    </summary>
    <dl class="facts">
      <dt>Scope</dt>
      <dd>
        <code>{scope}</code>
      </dd>
      {parameters.length > 0 && (
        <>
          <dt>Parameters</dt>
          <dd>
            <ul class="plain-list">
              {parameters.map(({ name, in: place, required, description }) => (
                <li>
                  <code>{required ? `${name}*` : name}</code>{' '}
                  <span class="soft">{[place, description].filter(Boolean).join(': ')}</span>
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
      {fields.length > 0 && (
        <>
          <dt>Body</dt>
          <dd>
            <code>{fields.join(', ')}</code>
          </dd>
        </>
      )}
    </dl>
  </details>
)
