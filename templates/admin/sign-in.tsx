/** Signing in, and the making of accounts. */
import type { FC } from 'hono/jsx'
import { Alert, Field, type FieldErrors } from './parts.tsx'

interface SignInProps {
  readonly email: string
  readonly next: string
  readonly problem?: string | undefined
}

export const SignInForm: FC<SignInProps> = ({ email, next, problem }) => (
  <>
    <h1>Sign in</h1>
    {problem && <Alert>{problem}</Alert>}
    <form method="post" action="/admin/sign-in">
      <input type="hidden" name="next" value={next} />
      <Field label="E-mail address" name="email" type="email" value={email} required autocomplete="username webauthn" />
      <Field label="Password" name="password" type="password" required autocomplete="current-password" />
      <button type="submit">Sign in</button>
    </form>
    <form data-passkey-sign-in hidden>
      <input type="hidden" name="next" value={next} />
      <button type="submit" class="quiet">
        Sign in with a passkey
      </button>
      <p class="error" role="alert" hidden></p>
    </form>
  </>
)

export const CodeForm: FC<{ next: string; problem?: string | undefined }> = ({ next, problem }) => (
  <>
    <h1>One more thing</h1>
    <p>Type the code that your authenticator app shows, or one of your recovery codes.</p>
    {problem && <Alert>{problem}</Alert>}
    <form method="post" action="/admin/sign-in/code">
      <input type="hidden" name="next" value={next} />
      <Field label="Code" name="code" required autocomplete="one-time-code" autofocus />
      <button type="submit">Go on</button>
    </form>
    <p>
      <a href="/admin/sign-in">Start again</a>
    </p>
  </>
)

interface AccountFormProps {
  readonly title: string
  readonly intro: string
  readonly action: string
  readonly token: string
  /** As typed; the password is never sent back. */
  readonly values: { readonly name: string; readonly email: string }
  /** An invitation is for one address. */
  readonly isEmailFixed: boolean
  readonly errors?: FieldErrors | undefined
  readonly minPasswordLength: number
}

export const AccountForm: FC<AccountFormProps> = (props) => (
  <>
    <h1>{props.title}</h1>
    <p>{props.intro}</p>
    <form method="post" action={props.action}>
      <input type="hidden" name="token" value={props.token} />
      <Field
        label="Your name"
        name="name"
        value={props.values.name}
        required
        maxlength={200}
        autocomplete="name"
        errors={props.errors}
      />
      <Field
        label="E-mail address"
        name="email"
        type="email"
        value={props.values.email}
        required
        readonly={props.isEmailFixed || undefined}
        maxlength={300}
        autocomplete="email"
        errors={props.errors}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        hint={`At least ${props.minPasswordLength} characters; a sentence is good.`}
        required
        minlength={props.minPasswordLength}
        autocomplete="new-password"
        errors={props.errors}
      />
      <button type="submit">Make the account</button>
    </form>
  </>
)

export const MessagePage: FC<{ title: string; text: string }> = ({ title, text }) => (
  <>
    <h1>{title}</h1>
    <p>{text}</p>
    <p>
      <a href="/admin">Admin</a> · <a href="/">The site</a>
    </p>
  </>
)
