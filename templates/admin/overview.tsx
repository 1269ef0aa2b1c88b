import type { FC } from 'hono/jsx'
import { Empty, PageHead, When } from './parts.tsx'

export interface PostItem {
  readonly id: number
  readonly title: string
  readonly updatedAt: string
  readonly publishedAt: string | null
}

interface Props {
  readonly name: string
  readonly drafts: readonly PostItem[]
  readonly scheduled: readonly PostItem[]
  readonly published: readonly PostItem[]
  readonly cache?:
    | { readonly entries: number; readonly pending: number; readonly checked: number; readonly wrong: number }
    | undefined
  readonly failedJobs?: number | undefined
}

export const OverviewPage: FC<Props> = ({ name, drafts, scheduled, published, cache, failedJobs }) => (
  <>
    <PageHead title={`Hello, ${name}`}>
      <a class="button" href="/admin/posts/new">
        Write a post
      </a>
    </PageHead>
    {cache && (
      <dl class="figures">
        <div>
          <dt>Pages ready</dt>
          <dd>{cache.entries.toLocaleString('en')}</dd>
        </div>
        <div>
          <dt>Changes on their way</dt>
          <dd>{cache.pending}</dd>
        </div>
        <div>
          <dt>Checks since the start</dt>
          <dd>{`${cache.wrong} wrong in ${cache.checked.toLocaleString('en')}`}</dd>
        </div>
        <div>
          <dt>Jobs that failed</dt>
          <dd>{failedJobs ?? 0}</dd>
        </div>
      </dl>
    )}
    <div class="columns">
      <List
        title="Drafts"
        posts={drafts}
        empty="No drafts. Whatever you begin is here."
        at={({ updatedAt }) => updatedAt}
      />
      <List title="Scheduled" posts={scheduled} empty="Nothing is scheduled." at={({ publishedAt }) => publishedAt} />
      <List
        title="Published last"
        posts={published}
        empty="Nothing is published yet."
        at={({ publishedAt }) => publishedAt}
      />
    </div>
  </>
)

const List: FC<{ title: string; posts: readonly PostItem[]; empty: string; at: (post: PostItem) => string | null }> = ({
  title,
  posts,
  empty,
  at,
}) => (
  <section class="card">
    <h2>{title}</h2>
    {posts.length === 0 ? (
      <Empty>{empty}</Empty>
    ) : (
      <ul class="plain-list">
        {posts.map((post) => (
          <li>
            <a href={`/admin/posts/${post.id}`}>{post.title}</a> <When at={at(post)} />
          </li>
        ))}
      </ul>
    )}
  </section>
)
