/** Where a file is used, as far as who looks may know. */
import type { FC } from 'hono/jsx'
import type { MediaUse } from '../../../src/client/index.ts'
import { Empty } from '../parts.tsx'

export interface UsesProps {
  readonly uses: readonly MediaUse[]
  /** How many more there are. */
  readonly hidden: number
  readonly mayReadMenus: boolean
}

const WHERE: Readonly<Record<MediaUse['kind'], (use: MediaUse) => string>> = {
  post: ({ id }) => `/admin/posts/${id}`,
  page: ({ id }) => `/admin/pages/${id}`,
  author: () => '/admin/authors',
  setting: () => '/admin/settings',
  menu: () => '/admin/navigation',
  redirect: ({ title }) => `/admin/redirects?q=${encodeURIComponent(title)}`,
}

export const Uses: FC<UsesProps> = ({ uses, hidden, mayReadMenus }) => (
  <section class="card">
    <h2>Where it is used</h2>
    {uses.length + hidden === 0 ? (
      <Empty>Nowhere.</Empty>
    ) : (
      <ul class="plain-list">
        {uses.map((use) => (
          <li>
            {use.isInBin || !(mayReadMenus || use.kind === 'post') ? (
              use.title
            ) : (
              <a href={WHERE[use.kind](use)}>{use.title}</a>
            )}{' '}
            <span class="soft">
              {[use.kind, use.status, use.isInBin && 'in the bin', ...use.places.map((place) => PLACES[place])]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
        {hidden > 0 && <li class="soft">{`and ${hidden} more, which you cannot see`}</li>}
      </ul>
    )}
  </section>
)

const PLACES: Readonly<Record<string, string>> = {
  text: 'in the text',
  cover: 'as the cover',
  social: 'as the social picture',
  picture: 'as the picture',
  unsaved: 'typed and not saved yet',
}
