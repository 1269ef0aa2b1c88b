/** Lists of posts and pages. */
import type { FC } from 'hono/jsx'
import type { Post, PostsBulk } from '../../src/client/index.ts'
import { FilterForm, More, type NamedChoice, Select } from './lists.tsx'
import { BulkBar, Empty, PageHead, TickBox, When } from './parts.tsx'
import { number } from './statistics.tsx'

export interface PostListFilter {
  readonly status: string
  readonly q: string
  readonly tag: string
  readonly author: string
  readonly sort: string
  readonly isBin: boolean
}

interface ListProps {
  readonly kind: 'post' | 'page'
  readonly items: readonly Post[]
  /** How often each was read, by id. */
  readonly views: ReadonlyMap<number, number>
  readonly filter: PostListFilter
  /** What can be chosen from; empty: not by these. */
  readonly tags: readonly NamedChoice[]
  readonly authors: readonly NamedChoice[]
  readonly mayPublish: boolean
  readonly next: string | undefined
}

const STATUSES = [
  ['', 'All'],
  ['draft', 'Drafts'],
  ['scheduled', 'Scheduled'],
  ['published', 'Published'],
  ['unpublished', 'Unpublished'],
] as const

/** The address of the list with another value of something; from the first page. */
export function listAddress(
  kind: 'post' | 'page',
  filter: PostListFilter,
  change: Partial<PostListFilter> = {},
): string {
  const { isBin, ...rest } = { ...filter, ...change }
  const query = new URLSearchParams(Object.entries({ ...rest, bin: isBin ? 'true' : '' }).filter(([, value]) => value))
  const text = query.toString()
  return `/admin/${kind}s${text && `?${text}`}`
}

export const PostListPage: FC<ListProps> = (props) => {
  const { kind, items, filter, next, mayPublish } = props
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
            href={listAddress(kind, filter, { status, isBin: false })}
            aria-current={!filter.isBin && filter.status === status ? 'page' : undefined}
          >
            {text}
          </a>
        ))}
        <a
          href={listAddress(kind, filter, { status: '', isBin: true })}
          aria-current={filter.isBin ? 'page' : undefined}
        >
          Bin
        </a>
      </nav>
      <Filters {...props} />
      {items.length === 0 ? (
        <Empty>{emptyText(kind, filter)}</Empty>
      ) : (
        <>
          <BulkBar id="bulk" action={`${base}/bulk`}>
            <input type="hidden" name="back" value={listAddress(kind, filter)} />
            {filter.isBin ? (
              <BulkButton action="restore" text="Restore" />
            ) : (
              <>
                {mayPublish && <BulkButton action="publish" text="Publish" />}
                {mayPublish && <BulkButton action="unpublish" text="Unpublish" />}
                <span class="bulk-tags">
                  <input name="tags" aria-label="Tags" placeholder="Tags" list="bulk-tags" autocomplete="off" />
                  <BulkButton action="add-tags" text="Add tags" />
                  <BulkButton action="remove-tags" text="Remove tags" />
                </span>
                <BulkButton action="delete" text="Delete" />
              </>
            )}
          </BulkBar>
          <datalist id="bulk-tags">
            {props.tags.map(({ name }) => (
              <option value={name}></option>
            ))}
          </datalist>
          <PostTable {...props} />
        </>
      )}
      <More to={next} />
    </>
  )
}

const BulkButton: FC<{ action: string; text: string }> = ({ action, text }) => (
  <button name="action" value={action} class="quiet" type="submit">
    {text}
  </button>
)

const Filters: FC<ListProps> = ({ kind, filter, tags, authors }) => (
  <FilterForm action={`/admin/${kind}s`}>
    {filter.status && <input type="hidden" name="status" value={filter.status} />}
    {filter.isBin && <input type="hidden" name="bin" value="true" />}
    {filter.sort && <input type="hidden" name="sort" value={filter.sort} />}
    <input type="search" name="q" value={filter.q} aria-label="Search" placeholder="Search titles and text" />
    <Chooser name="tag" label="Tag" all="All tags" choices={tags} value={filter.tag} />
    <Chooser name="author" label="Author" all="All authors" choices={authors} value={filter.author} />
  </FilterForm>
)

const Chooser: FC<{ name: string; label: string; all: string; choices: readonly NamedChoice[]; value: string }> = (
  props,
) => {
  const { name, label, all, choices, value } = props
  if (choices.length === 0 && value === '') return null
  // One that links lead to may be none of the first hundred.
  const known = value === '' || choices.some(({ slug }) => slug === value)
  return (
    <Select
      name={name}
      label={label}
      value={value || undefined}
      options={[
        ['', all],
        ...(known ? [] : [[value, value] as const]),
        ...choices.map((choice) => [choice.slug, choice.name] as const),
      ]}
    />
  )
}

function emptyText(kind: string, { q, tag, author, status, isBin }: PostListFilter): string {
  if (q) return `Nothing is found for “${q}”.`
  if (tag || author) return `There is no ${kind} like that.`
  if (isBin) return 'The bin is empty.'
  return status ? `There is no ${kind} of this kind.` : `There is no ${kind} yet.`
}

const PostTable: FC<ListProps> = ({ kind, items, filter, views }) => (
  <div class="scroll" tabindex={0}>
    <table>
      <thead>
        <tr>
          <th class="tick">
            <input type="checkbox" data-bulk-all="bulk" aria-label="Select all" />
          </th>
          <SortHead kind={kind} filter={filter} by="title" text="Title" />
          <th>Status</th>
          <th class="wide-only">{kind === 'post' ? 'Tags' : 'Address'}</th>
          <th class="wide-only number">Views</th>
          <SortHead kind={kind} filter={filter} by="published" text="Published" isDescending isWide />
          <SortHead kind={kind} filter={filter} by="changed" text="Changed" isDescending />
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr>
            <TickBox bulk="bulk" id={item.id} name={item.title} />
            <td>
              {filter.isBin ? item.title : <a href={`/admin/${kind}s/${item.id}`}>{item.title}</a>}
              {item.status === 'published' && !filter.isBin && (
                <>
                  {' '}
                  <a class="see soft" href={item.url} aria-label={`See ${item.title} in the site`}>
                    ↗
                  </a>
                </>
              )}
            </td>
            <td>
              <span class={`status ${item.status}`}>{item.status}</span>
            </td>
            <td class="wide-only soft">{kind === 'post' ? item.tags.join(', ') : `/${item.slug}`}</td>
            <td class="wide-only number">
              {item.status === 'published' || views.has(item.id) ? number(views.get(item.id) ?? 0) : ''}
            </td>
            <td class="wide-only soft">{item.publishedAt ? <When at={item.publishedAt} /> : '–'}</td>
            <td class="soft">
              <When at={item.updatedAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

interface SortProps {
  readonly kind: 'post' | 'page'
  readonly filter: PostListFilter
  readonly by: string
  readonly text: string
  /** What is shown first when it is pressed. */
  readonly isDescending?: boolean
  readonly isWide?: boolean
}

const SortHead: FC<SortProps> = ({ kind, filter, by, text, isDescending, isWide }) => {
  const [first, second] = isDescending ? [`-${by}`, by] : [by, `-${by}`]
  const sort = filter.sort === first ? second : first
  const isBy = filter.sort === first || filter.sort === second
  const direction = filter.sort.startsWith('-') ? 'descending' : 'ascending'
  return (
    <th class={isWide ? 'wide-only' : undefined} aria-sort={isBy ? direction : undefined}>
      <a class="sort" href={listAddress(kind, filter, { sort })}>
        {text}
        {isBy && (direction === 'descending' ? ' ↓' : ' ↑')}
      </a>
    </th>
  )
}

/** What a bulk action did to each, where it did not work for all. */
export const BulkProblems: FC<Pick<PostsBulk, 'items'>> = ({ items }) => (
  <ul>
    {items.map(({ id, title, problem }) => (
      <li>
        {title || `Number ${id}`}
        {problem && <span class="error">{` ${problem}`}</span>}
      </li>
    ))}
  </ul>
)

export const DeletedNotice: FC<{ kind: string; ids: readonly string[] }> = ({ kind, ids }) => (
  <div class="notice" role="status">
    {ids.length === 1 ? 'It is' : `${ids.length} are`} in the bin for thirty days.{' '}
    <form
      method="post"
      class="inline"
      action={ids.length === 1 ? `/admin/${kind}s/${ids[0]}/restore` : `/admin/${kind}s/bulk`}
    >
      {ids.length > 1 && ids.map((id) => <input type="hidden" name="id" value={id} />)}
      <button type="submit" name="action" value="restore" class="plain">
        Undo
      </button>
    </form>
  </div>
)
