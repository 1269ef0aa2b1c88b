import { raw } from 'hono/html'
import type { Child, FC } from 'hono/jsx'

const STYLE = `
:root{color-scheme:light dark;--ink:#23211f;--soft:#68625c;--paper:#fdfcfa;--line:#8a837b;--accent:#b4451f;--bad:#b3261e;--shade:#f4f1ec}
@media(prefers-color-scheme:dark){:root{--ink:#e6e3df;--soft:#a39d96;--paper:#17181a;--line:#7d7871;--accent:#e58a67;--bad:#f2938c;--shade:#202226}}
*{box-sizing:border-box}body{margin:0 auto;max-width:34rem;padding:clamp(1.5rem,6vw,4rem) 1.25rem;font:1.05rem/1.55 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
h1{font-size:1.8rem;letter-spacing:-.02em;margin:0 0 .5rem}p{color:var(--soft);margin:.4rem 0 1.2rem}a{color:var(--accent)}
label{display:block;font-weight:600;margin-top:1.1rem}small{color:var(--soft);display:block}
input{font:inherit;width:100%;padding:.6rem .75rem;margin-top:.3rem;border:1px solid var(--line);border-radius:.4rem;background:var(--paper);color:inherit}
input[aria-invalid=true]{border-color:var(--bad)}.error{color:var(--bad);font-weight:600;margin:.3rem 0 0}
button{font:inherit;font-weight:650;margin-top:1.6rem;padding:.65rem 1.4rem;border:0;border-radius:.4rem;background:var(--ink);color:var(--paper);cursor:pointer}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}pre{background:var(--shade);padding:1rem;border-radius:.4rem;overflow-x:auto;font-size:.9rem}code{overflow-wrap:anywhere}
`

/** The frame of the admin's pages. */
export const AdminFrame: FC<{ title: string; children?: Child }> = ({ title, children }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <title>{`${title} – Hearth`}</title>
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      <style>{raw(STYLE)}</style>
    </head>
    <body>
      <main>{children}</main>
    </body>
  </html>
)

export interface SetupValues {
  readonly name: string
  readonly email: string
}

interface SetupProps {
  readonly token: string
  /** As typed; the password is never sent back. */
  readonly values: SetupValues
  readonly error?: { readonly field: string; readonly message: string }
  readonly minPasswordLength: number
}

export const SetupPage: FC<SetupProps> = ({ token, values, error, minPasswordLength }) => {
  const field = (name: string) => ({
    id: name,
    name,
    required: true,
    'aria-invalid': error?.field === name ? ('true' as const) : undefined,
    'aria-describedby': error?.field === name ? `${name}-error` : undefined,
  })
  const Problem: FC<{ name: string }> = ({ name }) =>
    error?.field === name ? (
      <p class="error" id={`${name}-error`} role="alert">
        {error.message}
      </p>
    ) : null
  return (
    <AdminFrame title="Set up">
      <h1>Welcome to Hearth</h1>
      <p>Make the owner's account. This link works once.</p>
      <form method="post" action="/admin/setup">
        <input type="hidden" name="token" value={token} />
        <label for="name">Your name</label>
        <input {...field('name')} value={values.name} autocomplete="name" maxlength={200} />
        <Problem name="name" />
        <label for="email">E-mail address</label>
        <input {...field('email')} type="email" value={values.email} autocomplete="email" maxlength={300} />
        <Problem name="email" />
        <label for="password">
          Password <small>{`At least ${minPasswordLength} characters; a sentence is good.`}</small>
        </label>
        <input {...field('password')} type="password" autocomplete="new-password" minlength={minPasswordLength} />
        <Problem name="password" />
        <button type="submit">Make the account</button>
      </form>
    </AdminFrame>
  )
}

export const SetupDonePage: FC<{ name: string; apiKey: string; siteUrl: string }> = ({ name, apiKey, siteUrl }) => (
  <AdminFrame title="Ready">
    <h1>{`Ready, ${name}`}</h1>
    <p>This is your API key. It is shown only now; keep it like a password.</p>
    <pre tabindex={0}>
      <code>{apiKey}</code>
    </pre>
    <p>Publish your first post with it:</p>
    <pre tabindex={0}>
      <code>{`curl ${siteUrl}/api/v1/posts \\
  -H "Authorization: Bearer ${apiKey}" \\
  -H "Content-Type: application/json" \\
  -d '{"title": "Hello", "markdown": "It works.", "status": "published"}'`}</code>
    </pre>
    <p>
      <a href="/">See the site</a> · <a href="/api/v1/openapi.json">Description of the API</a>
    </p>
  </AdminFrame>
)

export const AdminHomePage: FC<{ isSetUp: boolean }> = ({ isSetUp }) => (
  <AdminFrame title="Admin">
    <h1>Hearth</h1>
    {isSetUp ? (
      <p>This site is set up. Write through the API, or from the command line on the server:</p>
    ) : (
      <p>This site has no owner yet. The link for making the account was printed when the server started.</p>
    )}
    <pre tabindex={0}>
      <code>
        {'npx hearth key create --scopes posts:read,posts:write\nnpx hearth import <folder>\nnpx hearth doctor'}
      </code>
    </pre>
    <p>
      <a href="/">The site</a> · <a href="/api/v1/openapi.json">Description of the API</a>
    </p>
  </AdminFrame>
)

export const AdminMessagePage: FC<{ title: string; text: string }> = ({ title, text }) => (
  <AdminFrame title={title}>
    <h1>{title}</h1>
    <p>{text}</p>
    <p>
      <a href="/admin">Admin</a> · <a href="/">The site</a>
    </p>
  </AdminFrame>
)
