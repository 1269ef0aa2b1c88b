/** Lists of posts and pages. */
import type { FC } from 'hono/jsx'
import { Empty, PageHead, PostButton, When } from './parts.tsx'
import { number } from './statistics.tsx'

export interface PostRow {
  readonly id: number
  readonly title: string
  readonly slug: string
  readonly status: string
  readonly url: string
  readonly tags: readonly string[]
  readonly authors: readonly string[]
  readonly updatedAt: string
  readonly publishedAt: string | null
  readonly deletedAt: string | null
}

interface ListProps {
  readonly kind: 'post' | 'page'
  readonly items: readonly PostRow[]
  /** How often each was read, by id. */
  readonly views: ReadonlyMap<number, number>
  readonly filter: { readonly status: string; readonly q: string; readonly tag: string; readonly isBin: boolean }
  readonly next: string | undefined
}

const STATUSES = [
  ['', 'All'],
  ['draft', 'Drafts'],
  ['scheduled', 'Scheduled'],
  ['published', 'Published'],
  ['unpublished', 'Unpublished'],
] as const

export const PostListPage: FC<ListProps> = ({ kind, items, views, filter, next }) => {
  const base = `/admin/${kind}s`
  return (
    <>
      <PageHead title={kind === 'post' ? 'Posts' : 'Pages'}>
        {kind === 'post' && (
          <a class="button quiet" href="/admin/calendar">
            Calendar
          </a>
        )}
        <a class="button" href={`${base}/new`}>
          {`New ${kind}`}
        </a>
      </PageHead>
      <nav class="tabs" aria-label="Status">
        {STATUSES.map(([status, text]) => (
          <a
            href={status ? `${base}?status=${status}` : base}
            aria-current={!filter.isBin && filter.status === status ? 'page' : undefined}
          >
            {text}
          </a>
        ))}
        <a href={`${base}?bin=true`} aria-current={filter.isBin ? 'page' : undefined}>
          Bin
        </a>
      </nav>
      <form class="search" role="search">
        {filter.status && <input type="hidden" name="status" value={filter.status} />}
        {filter.isBin && <input type="hidden" name="bin" value="true" />}
        <input type="search" name="q" value={filter.q} aria-label="Search" placeholder="Search titles and text" />
        <button class="quiet" type="submit">
          Search
        </button>
      </form>
      {items.length === 0 ? (
        <Empty>
          {filter.q
            ? `Nothing is found for “${filter.q}”.`
            : filter.isBin
              ? 'The bin is empty.'
              : 'There is nothing here yet.'}
        </Empty>
      ) : (
        <form method="post" action={`${base}/bulk`} data-bulk>
          <div class="bulk">
            <span data-bulk-count></span>
            {filter.isBin ? (
              <button name="action" value="restore" class="quiet" type="submit">
                Restore
              </button>
            ) : (
              <>
                <button name="action" value="publish" class="quiet" type="submit">
                  Publish
                </button>
                <button name="action" value="unpublish" class="quiet" type="submit">
                  Unpublish
                </button>
                <button name="action" value="delete" class="quiet" type="submit">
                  Delete
                </button>
              </>
            )}
          </div>
          <div class="scroll" tabindex={0}>
            <table>
              <thead>
                <tr>
                  <th class="tick">
                    <input type="checkbox" data-bulk-all aria-label="Select all" />
                  </th>
                  <th>Title</th>
                  <th>Status</th>
                  <th class="wide-only">Tags</th>
                  <th class="wide-only number">Views</th>
                  <th>Changed</th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <tr>
                    <td class="tick">
                      <input type="checkbox" name="id" value={String(item.id)} aria-label={`Select ${item.title}`} />
                    </td>
                    <td>{filter.isBin ? item.title : <a href={`${base}/${item.id}`}>{item.title}</a>}</td>
                    <td>
                      <span class={`status ${item.status}`}>{item.status}</span>
                    </td>
                    <td class="wide-only soft">{item.tags.join(', ')}</td>
                    <td class="wide-only number">{number(views.get(item.id) ?? 0)}</td>
                    <td class="soft">
                      <When at={item.updatedAt} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </form>
      )}
      {next && (
        <p>
          <a href={next}>Older</a>
        </p>
      )}
    </>
  )
}

export const DeletedNotice: FC<{ kind: string; id: number }> = ({ kind, id }) => (
  <div class="notice" role="status">
    It is in the bin for thirty days. <PostButton action={`/admin/${kind}s/${id}/restore`} text="Undo" isPlain />
  </div>
)
