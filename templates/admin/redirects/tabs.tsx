/** The pages about redirects, side by side. */
import type { FC } from 'hono/jsx'

const TABS = [
  ['/admin/redirects', 'Redirects'],
  ['/admin/redirects/not-found', 'Not found'],
  ['/admin/redirects/import', 'Import and export'],
] as const

export const RedirectTabs: FC<{ current: string }> = ({ current }) => (
  <nav class="tabs" aria-label="Redirects">
    {TABS.map(([path, text]) => (
      <a href={path} aria-current={path === current ? 'page' : undefined}>
        {text}
      </a>
    ))}
  </nav>
)
