/** API keys: what there are, and a form for another. */
import type { FC } from 'hono/jsx'
import type { ApiKey } from '../../src/client/index.ts'
import { Alert, DataTable, Empty, Field, type FieldErrors, PageHead, PostButton, When } from './parts.tsx'

export interface ScopeGroup {
  readonly title: string
  /** Each with the verbs there are of it, and that who looks may give. */
  readonly resources: readonly { readonly name: string; readonly verbs: readonly string[] }[]
}

export interface KeyForm {
  readonly name: string
  readonly scopes: readonly string[]
  readonly life: string
  readonly errors: FieldErrors
}

interface Props {
  readonly keys: readonly ApiKey[]
  readonly groups: readonly ScopeGroup[]
  readonly mayGiveAll: boolean
  readonly mayWrite: boolean
  /** A key that was made just now: shown this once. */
  readonly made: { readonly key: string; readonly name: string } | undefined
  readonly refused: KeyForm | undefined
  readonly now: string
}

const LIVES = [
  ['30', '30 days'],
  ['90', '90 days'],
  ['365', 'a year'],
  ['', 'until it is revoked'],
] as const

export const KeysPage: FC<Props> = ({ keys, groups, mayGiveAll, mayWrite, made, refused, now }) => {
  const [valid, over] = [
    keys.filter((key) => stateOf(key, now) === 'valid'),
    keys.filter((key) => stateOf(key, now) !== 'valid'),
  ]
  return (
    <>
      <PageHead title="API keys" />
      {made && (
        <section class="notice" role="status">
          <label for="new-key">{`The key “${made.name}”. It is shown only now; put it where it belongs.`}</label>
          <input id="new-key" class="mono" readonly value={made.key} autofocus data-select />
        </section>
      )}
      {mayWrite && (
        <details class="card create" open={keys.length === 0 || refused !== undefined}>
          <summary>New key</summary>
          <KeyFormFields {...{ groups, mayGiveAll, refused }} />
        </details>
      )}
      {valid.length === 0 ? (
        <Empty>No keys yet. A key lets a program or a script do what you allow it to, in the API.</Empty>
      ) : (
        <KeyTable keys={valid} mayWrite={mayWrite} now={now} />
      )}
      {over.length > 0 && (
        <details class="card">
          <summary>{`${over.length} that count no more`}</summary>
          <KeyTable keys={over} mayWrite={false} now={now} />
        </details>
      )}
    </>
  )
}

const KeyFormFields: FC<Pick<Props, 'groups' | 'mayGiveAll' | 'refused'>> = ({ groups, mayGiveAll, refused }) => {
  const { errors = {}, name = '', scopes = [], life = '90' } = refused ?? {}
  return (
    <form method="post" action="/admin/keys">
      {errors[''] && <Alert>{errors['']}</Alert>}
      <Field
        label="Name"
        name="name"
        hint="What it is for, such as “backup script”."
        errors={errors}
        value={name}
        required
      />
      <fieldset aria-describedby={errors.scopes ? 'scopes-error' : undefined}>
        <legend>It may</legend>
        <div class="scope-groups">
          {groups.map(({ title, resources }) => (
            <table class="scopes">
              <caption>{title}</caption>
              <tbody>
                {resources.map(({ name, verbs }) => (
                  <tr>
                    <th scope="row">{name}</th>
                    {['read', 'write'].map((verb) => (
                      <td>
                        {verbs.includes(verb) && (
                          <label>
                            <input
                              type="checkbox"
                              name="scopes"
                              value={`${name}:${verb}`}
                              checked={scopes.includes(`${name}:${verb}`)}
                              aria-label={`${verb} ${name}`}
                            />{' '}
                            {verb === 'write' ? 'change' : verb}
                          </label>
                        )}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          ))}
        </div>
        {mayGiveAll && (
          <p class="check">
            <label>
              <input type="checkbox" name="scopes" value="*" checked={scopes.includes('*')} /> all of it, and what is
              added later
            </label>
          </p>
        )}
        {errors.scopes && (
          <p class="error" id="scopes-error" role="alert">
            {errors.scopes}
          </p>
        )}
      </fieldset>
      <Field label="It counts for" name="life" type="select" errors={errors}>
        {LIVES.map(([value, text]) => (
          <option value={value} selected={value === life}>
            {text}
          </option>
        ))}
      </Field>
      <button type="submit">Make the key</button>
    </form>
  )
}

const KeyTable: FC<{ keys: readonly ApiKey[]; mayWrite: boolean; now: string }> = ({ keys, mayWrite, now }) => (
  <DataTable columns={['Name', 'Key', 'May', 'Last used', 'Ends']} hasActions={mayWrite}>
    {keys.map((key) => (
      <tr>
        <td>
          {key.name}
          <br />
          <small class="soft">
            {key.madeBy ? `by ${key.madeBy}` : 'by the command line'}, <When at={key.createdAt} />
          </small>
        </td>
        <td>
          <code>{`${key.prefix}_…`}</code>
        </td>
        <td>{scopesInWords(key.scopes)}</td>
        <td>
          <When at={key.lastUsedAt} />
        </td>
        <td>
          <Ending {...key} now={now} />
        </td>
        {mayWrite && (
          <td class="row-actions">
            <PostButton
              action={`/admin/keys/${key.id}/rotate`}
              text="Rotate"
              confirm={`Make a new key in the place of “${key.name}”? The old one counts for a day more.`}
              isPlain
            />
            <PostButton
              action={`/admin/keys/${key.id}/revoke`}
              text="Revoke"
              confirm={`Revoke “${key.name}”? What uses it stops working at once.`}
              isPlain
            />
          </td>
        )}
      </tr>
    ))}
  </DataTable>
)

const Ending: FC<ApiKey & { now: string }> = (key) => {
  const state = stateOf(key, key.now)
  if (state === 'revoked')
    return (
      <>
        revoked <When at={key.revokedAt} />
      </>
    )
  if (key.expiresAt === null) return <span class="soft">when revoked</span>
  return (
    <>
      {state === 'expired' && 'ended '}
      <When at={key.expiresAt} />
    </>
  )
}

function stateOf({ revokedAt, expiresAt }: ApiKey, now: string): 'valid' | 'revoked' | 'expired' {
  if (revokedAt) return 'revoked'
  return expiresAt && expiresAt <= now ? 'expired' : 'valid'
}

/** `posts:read posts:write tags:read` as “posts (read, change), tags (read)”. */
function scopesInWords(scopes: readonly string[]): string {
  if (scopes.includes('*')) return 'everything'
  const verbs = Map.groupBy(scopes, (scope) => scope.split(':')[0] ?? '')
  return [...verbs]
    .map(([name, all]) => `${name} (${all.map((scope) => (scope.endsWith(':write') ? 'change' : 'read')).join(', ')})`)
    .join(', ')
}
