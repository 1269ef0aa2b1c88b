/** Who is signed in: password, second factor, passkeys, sessions. */

import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import { Empty, Field, type FieldErrors, PageHead, PostButton, When } from './parts.tsx'

interface Props {
  readonly account: {
    readonly name: string
    readonly email: string
    readonly role: string
    readonly hasSecondFactor: boolean
  }
  readonly recoveryCodesLeft: number
  readonly passkeys: readonly {
    readonly id: string
    readonly name: string
    readonly createdAt: Date
    readonly lastUsedAt: Date | null
  }[]
  readonly sessions: readonly {
    readonly id: number
    readonly userAgent: string
    readonly seenAt: Date
    readonly createdAt: Date
  }[]
  readonly currentSession: number
  readonly errors?: FieldErrors
  readonly minPasswordLength: number
}

export const AccountPage: FC<Props> = (props) => (
  <>
    <PageHead title={props.account.name} />
    <p class="soft">{`${props.account.email} · ${props.account.role}`}</p>
    <div class="columns">
      <section class="card">
        <h2>Password</h2>
        <form method="post" action="/admin/account/password">
          <Field
            label="The one you have"
            name="current"
            type="password"
            required
            autocomplete="current-password"
            errors={props.errors}
          />
          <Field
            label="A new one"
            name="password"
            type="password"
            hint={`At least ${props.minPasswordLength} characters. All other browsers are signed out.`}
            required
            minlength={props.minPasswordLength}
            autocomplete="new-password"
            errors={props.errors}
          />
          <button type="submit" class="quiet">
            Change it
          </button>
        </form>
      </section>
      <section class="card">
        <h2>Authenticator app</h2>
        {props.account.hasSecondFactor ? (
          <>
            <p>{`It is asked for after your password. ${props.recoveryCodesLeft} recovery codes are left.`}</p>
            <form method="post" action="/admin/account/second-factor/off">
              <Field
                label="Your password"
                name="factorPassword"
                type="password"
                required
                autocomplete="current-password"
                errors={props.errors}
              />
              <button type="submit" class="quiet danger">
                Turn it off
              </button>
            </form>
          </>
        ) : (
          <>
            <p>A code from your phone, asked for after your password.</p>
            <PostButton action="/admin/account/second-factor" text="Set it up" />
          </>
        )}
      </section>
      <section class="card">
        <h2>Passkeys</h2>
        {props.passkeys.length === 0 && <Empty>With a passkey you sign in by fingerprint, face or security key.</Empty>}
        <ul class="plain-list">
          {props.passkeys.map(({ id, name, lastUsedAt }) => (
            <li>
              {name}{' '}
              <span class="soft">
                used <When at={lastUsedAt} />
              </span>
              <PostButton action="/admin/account/passkeys/remove" text="Remove" confirm={`Remove “${name}”?`}>
                <input type="hidden" name="id" value={id} />
              </PostButton>
            </li>
          ))}
        </ul>
        <form data-passkey-register hidden>
          <Field label="Name of this device" name="name" value="This device" required maxlength={100} />
          <button type="submit" class="quiet">
            Add a passkey
          </button>
          <p class="error" role="alert" hidden></p>
        </form>
      </section>
      <section class="card">
        <h2>Where you are signed in</h2>
        <ul class="plain-list">
          {props.sessions.map(({ id, userAgent, seenAt }) => (
            <li>
              {browserName(userAgent)}{' '}
              <span class="soft">
                seen <When at={seenAt} />
              </span>
              {id === props.currentSession ? (
                <strong> this one</strong>
              ) : (
                <PostButton action={`/admin/account/sessions/${id}/end`} text="Sign out" />
              )}
            </li>
          ))}
        </ul>
      </section>
    </div>
  </>
)

export const SecondFactorPage: FC<{ secret: string; qrSvg: string; problem?: string | undefined }> = ({
  secret,
  qrSvg,
  problem,
}) => (
  <>
    <PageHead title="Authenticator app" />
    <ol>
      <li>Scan this picture with your authenticator app, or type the key below it.</li>
      <li>Type the code that the app shows.</li>
    </ol>
    <div class="qr" role="img" aria-label="QR code of the key below">
      {raw(qrSvg)}
    </div>
    <p>
      <code>{secret}</code>
    </p>
    <form method="post" action="/admin/account/second-factor/on" class="narrow">
      <input type="hidden" name="secret" value={secret} />
      <Field
        label="Code"
        name="code"
        required
        autocomplete="one-time-code"
        inputmode="numeric"
        errors={{ code: problem }}
      />
      <button type="submit">Turn it on</button>
    </form>
  </>
)

export const RecoveryCodesPage: FC<{ codes: readonly string[] }> = ({ codes }) => (
  <>
    <PageHead title="Your recovery codes" />
    <p>Each lets you in once without the app. They are shown only now: print them, or keep them with your passwords.</p>
    <pre tabindex={0}>{codes.join('\n')}</pre>
    <p>
      <a class="button" href="/admin/account">
        I have kept them
      </a>
    </p>
  </>
)

/** Enough to know it by. */
function browserName(userAgent: string): string {
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(userAgent)?.[1] ?? 'A browser'
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(userAgent)?.[1]
  const name = { Edg: 'Edge', OPR: 'Opera' }[browser] ?? browser
  return system ? `${name} on ${system === 'Mac OS X' ? 'macOS' : system}` : name
}
