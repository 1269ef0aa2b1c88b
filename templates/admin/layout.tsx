/** The frame of the admin: a page with or without navigation. */
import type { Child, FC } from 'hono/jsx'

export interface NavigationItem {
  readonly path: string
  readonly text: string
  readonly group: string
}

interface Props {
  readonly title: string
  readonly stylesheet: string
  readonly scripts: readonly string[]
  /** For the styles that the editor makes while it runs. */
  readonly nonce: string
  readonly isWide: boolean
  readonly navigation?: readonly NavigationItem[]
  readonly current?: string | undefined
  readonly account?: { readonly name: string; readonly role: string }
  /** What was done by the form that led here. */
  readonly notice?: string | undefined
  readonly children?: Child
}

export const AdminLayout: FC<Props> = (props) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <meta name="style-nonce" content={props.nonce} />
      <title>{`${props.title} – Hearth`}</title>
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href={props.stylesheet} />
      {props.scripts.map((script) => (
        <script type="module" src={script}></script>
      ))}
    </head>
    {props.navigation ? (
      <body class={props.isWide ? 'framed wide' : 'framed'}>
        <a class="skip" href="#main">
          Skip to content
        </a>
        <Sidebar {...props} navigation={props.navigation} />
        <main id="main" tabindex={-1}>
          {props.notice && (
            <p class="notice" role="status">
              {props.notice}
            </p>
          )}
          {props.children}
        </main>
      </body>
    ) : (
      <body class="bare">
        <main id="main">{props.children}</main>
      </body>
    )}
  </html>
)

const Sidebar: FC<Props & { navigation: readonly NavigationItem[] }> = ({ navigation, current, account }) => (
  <header class="sidebar">
    <details class="menu">
      <summary>
        <span class="brand">Hearth</span>
        <span class="menu-word">Menu</span>
      </summary>
    </details>
    <nav aria-label="Admin">
      {[...Map.groupBy(navigation, ({ group }) => group)].map(([group, items]) => (
        <div class="group">
          {group && <p class="group-name">{group}</p>}
          <ul>
            {items.map(({ path, text }) => (
              <li>
                <a href={path} aria-current={path === current ? 'page' : undefined}>
                  {text}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <div class="group">
        <p class="group-name">You</p>
        <ul>
          <li>
            <a href="/admin/account" aria-current={current === '/admin/account' ? 'page' : undefined}>
              {account?.name}
            </a>
          </li>
          <li>
            <a href="/">See the site</a>
          </li>
          <li>
            <form method="post" action="/admin/sign-out">
              <button class="as-link" type="submit">
                Sign out
              </button>
            </form>
          </li>
        </ul>
      </div>
    </nav>
  </header>
)
