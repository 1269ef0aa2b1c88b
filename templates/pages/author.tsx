import type { FC } from 'hono/jsx'
import { Layout } from '../layout.tsx'
import { Cards } from '../parts/card.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Pager } from '../parts/pager.tsx'
import type { AuthorView, FrameProps, ListView } from '../types.ts'

interface AuthorProps extends FrameProps {
  readonly author: AuthorView
  readonly list: ListView
}

export const AuthorPage: FC<AuthorProps> = ({ site, meta, author, list }) => (
  <Layout site={site} meta={meta}>
    <div class={author.avatarUrl ? 'author has-avatar' : 'author'}>
      {author.avatarUrl && <img class="avatar" src={author.avatarUrl} alt="" width="88" height="88" />}
      <PageHead heading={author.name} lead={author.bio}>
        {author.website && (
          <p class="subscribe">
            <a href={author.website.path} rel="me noopener">
              {author.website.text}
            </a>
          </p>
        )}
      </PageHead>
    </div>
    <Cards cards={list.cards} words={site.words} />
    <Pager pager={list.pager} words={site.words} />
  </Layout>
)
