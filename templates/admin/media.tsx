/** The library of files: a grid to find them in, and a page for each. */
import type { FC } from 'hono/jsx'
import { Alert, BulkBar, Empty, Field, PageHead, PostButton, When } from './parts.tsx'

export interface MediaItem {
  readonly id: number
  readonly url: string
  readonly kind: 'image' | 'video' | 'audio' | 'document'
  readonly contentType: string
  readonly fileName: string
  readonly byteSize: number
  readonly width: number | null
  readonly height: number | null
  readonly alt: string
  readonly uses: number
  readonly uploadedBy: string
  readonly mayChange: boolean
  readonly createdAt: string
  readonly updatedAt: string
}

export interface MediaFilter {
  readonly q: string
  readonly kind: string
  readonly used: string
  readonly mine: string
  readonly sort: string
}

interface ListProps {
  readonly items: readonly MediaItem[]
  readonly filter: MediaFilter
  readonly next: string | undefined
  readonly problem: string | undefined
}

const KINDS = [
  ['', 'All kinds'],
  ['image', 'Pictures'],
  ['video', 'Videos'],
  ['audio', 'Sounds'],
  ['document', 'Documents'],
] as const
const USES = [
  ['', 'Used or not'],
  ['true', 'In use'],
  ['false', 'Not used'],
] as const
const ORDERS = [
  ['-created', 'Newest first'],
  ['created', 'Oldest first'],
  ['name', 'By name'],
  ['-size', 'Largest first'],
] as const

export const MediaPage: FC<ListProps> = ({ items, filter, next, problem }) => {
  const isFiltered = Object.entries(filter).some(([name, value]) => name !== 'sort' && value !== '')
  return (
    <>
      <PageHead title="Media" />
      <form method="post" action="/admin/media" enctype="multipart/form-data" class="card drop" data-uploads>
        <Field
          label="Upload files"
          name="file"
          type="file"
          multiple
          required
          hint="Choose files, or drop them here."
          errors={{ file: problem }}
        />
        <button type="submit" class="quiet">
          Upload
        </button>
        <ul class="uploads" data-upload-list aria-live="polite"></ul>
      </form>
      <form class="search filters" role="search">
        <input type="search" name="q" value={filter.q} aria-label="Search" placeholder="Name, or what it shows" />
        <Choice name="kind" label="Kind" options={KINDS} value={filter.kind} />
        <Choice name="used" label="Use" options={USES} value={filter.used} />
        <Choice name="sort" label="Order" options={ORDERS} value={filter.sort || '-created'} />
        <label class="tickable">
          <input type="checkbox" name="mine" value="true" checked={filter.mine === 'true'} /> Mine
        </label>
        <button class="quiet" type="submit">
          Filter
        </button>
      </form>
      {items.length === 0 ? (
        <Empty>
          {isFiltered ? 'No file is like that.' : 'No files yet. Pictures that you paste into a post come here, too.'}
        </Empty>
      ) : (
        <>
          <BulkBar id="bulk" action="/admin/media/delete">
            <label class="tickable">
              <input type="checkbox" data-bulk-all="bulk" /> All
            </label>
            <button class="quiet" type="submit">
              Delete
            </button>
          </BulkBar>
          <ul class="grid" data-grid>
            {items.map((item) => (
              <Tile item={item} />
            ))}
          </ul>
        </>
      )}
      {next && (
        <p>
          <a href={next}>More</a>
        </p>
      )}
    </>
  )
}

const Choice: FC<{
  name: string
  label: string
  options: readonly (readonly [value: string, text: string])[]
  value: string
}> = ({ name, label, options, value }) => (
  <select name={name} aria-label={label}>
    {options.map(([option, text]) => (
      <option value={option} selected={option === value}>
        {text}
      </option>
    ))}
  </select>
)

const Tile: FC<{ item: MediaItem }> = ({ item }) => (
  <li>
    {item.mayChange && (
      <input
        type="checkbox"
        name="id"
        value={String(item.id)}
        form="bulk"
        class="tile-tick"
        aria-label={`Select ${item.fileName}`}
      />
    )}
    <a href={`/admin/media/${item.id}`} class="tile">
      {item.kind === 'image' ? (
        <img src={item.url} alt="" loading="lazy" />
      ) : (
        <span class="file-kind">{item.contentType.replace(/;.*/, '')}</span>
      )}
      <span class="tile-name">{item.fileName}</span>
    </a>
    <span class="soft tile-facts">
      {[
        item.width && `${item.width} × ${item.height}`,
        sizeText(item.byteSize),
        item.uses === 0 ? 'not used' : item.uses === 1 ? 'used once' : `used ${item.uses} times`,
      ]
        .filter(Boolean)
        .join(' · ')}
    </span>
  </li>
)

export interface MediaUse {
  readonly kind: 'post' | 'page' | 'author' | 'setting' | 'menu' | 'redirect'
  readonly id: number | string
  readonly title: string
  readonly places: readonly string[]
  readonly status: string | null
  readonly isInBin: boolean
}

interface DetailProps {
  readonly item: MediaItem
  readonly uses: readonly MediaUse[]
  /** How many more there are. */
  readonly hidden: number
  readonly address: string
  readonly mayReadMenus: boolean
  readonly problem: string | undefined
  readonly replaceProblem: string | undefined
}

export const MediaDetailPage: FC<DetailProps> = (props) => {
  const { item, problem } = props
  return (
    <>
      <p class="crumbs">
        <a href="/admin/media">Media</a>
      </p>
      <PageHead title={item.fileName} />
      {problem && <Alert>{problem}</Alert>}
      <div class="media-detail">
        <figure class="media-large">
          <Preview item={item} />
        </figure>
        <div>
          <Facts {...props} />
          {item.mayChange ? (
            <form method="post" action={`/admin/media/${item.id}`} class="card">
              <Field
                label="What it shows"
                name="alt"
                type="textarea"
                rows={2}
                maxlength={500}
                value={item.alt}
                hint="For readers who cannot see it. It is offered when the file is put into a post."
              />
              <Field label="Name" name="fileName" value={item.fileName} maxlength={200} required />
              <button type="submit">Save</button>
            </form>
          ) : (
            <p class="soft">Somebody else uploaded it, so you cannot change it; you may use it.</p>
          )}
          <Uses {...props} />
          {item.mayChange && <Replacement {...props} />}
          {item.mayChange && <Deletion item={item} />}
        </div>
      </div>
    </>
  )
}

const Preview: FC<{ item: MediaItem }> = ({ item }) => {
  if (item.kind === 'image') return <img src={item.url} alt={item.alt || item.fileName} />
  if (item.kind === 'video')
    // biome-ignore lint/a11y/useMediaCaption: a file alone, as somebody uploaded it
    return <video src={item.url} controls preload="metadata" aria-label={item.alt || item.fileName}></video>
  if (item.kind === 'audio')
    // biome-ignore lint/a11y/useMediaCaption: a file alone, as somebody uploaded it
    return <audio src={item.url} controls preload="metadata" aria-label={item.alt || item.fileName}></audio>
  return (
    <a class="file-kind" href={item.url}>
      {item.contentType.replace(/;.*/, '')}
    </a>
  )
}

const Facts: FC<DetailProps> = ({ item, address }) => (
  <section class="card" aria-label="About the file">
    <dl class="facts two">
      <div>
        <dt>Kind</dt>
        <dd>{item.contentType.replace(/;.*/, '')}</dd>
      </div>
      <div>
        <dt>Size</dt>
        <dd>{sizeText(item.byteSize)}</dd>
      </div>
      {item.width && (
        <div>
          <dt>Measures</dt>
          <dd>{`${item.width} × ${item.height}`}</dd>
        </div>
      )}
      <div>
        <dt>Uploaded</dt>
        <dd>
          <When at={item.createdAt} /> {item.uploadedBy && `by ${item.uploadedBy}`}
        </dd>
      </div>
    </dl>
    <label for="address">Address</label>
    <div class="copyable">
      <input id="address" readonly value={address} />
      <button type="button" class="quiet" data-copy="address" hidden>
        Copy
      </button>
      <a class="button quiet" href={item.url}>
        Open
      </a>
    </div>
  </section>
)

const WHERE: Readonly<Record<MediaUse['kind'], (use: MediaUse) => string>> = {
  post: ({ id }) => `/admin/posts/${id}`,
  page: ({ id }) => `/admin/pages/${id}`,
  author: () => '/admin/authors',
  setting: () => '/admin/settings',
  menu: () => '/admin/navigation',
  redirect: ({ title }) => `/admin/redirects?q=${encodeURIComponent(title)}`,
}

const Uses: FC<DetailProps> = ({ uses, hidden, mayReadMenus }) => (
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

const Replacement: FC<DetailProps> = ({ item, uses, hidden, replaceProblem }) => (
  <form
    method="post"
    action={`/admin/media/${item.id}/file`}
    enctype="multipart/form-data"
    class="card"
    data-replace={`/media/${item.id}/file`}
  >
    <h2>Put another file in its place</h2>
    <Field
      label="File"
      name="file"
      type="file"
      accept={item.kind === 'document' ? undefined : `${item.kind}/*`}
      required
      errors={{ file: replaceProblem }}
      hint={
        uses.length + hidden === 0
          ? 'It is used nowhere, so no page changes.'
          : `The ${uses.length + hidden === 1 ? 'place' : 'places'} above will show the new one at once. Links to the old address lead to it.`
      }
    />
    <div data-replace-preview aria-live="polite"></div>
    <button type="submit" class="quiet">
      Replace
    </button>
  </form>
)

const Deletion: FC<{ item: MediaItem }> = ({ item }) =>
  item.uses > 0 ? (
    <p class="soft">It can be deleted once nothing uses it.</p>
  ) : (
    <PostButton
      action={`/admin/media/${item.id}/delete`}
      text="Delete"
      confirm={`Delete ${item.fileName}? This cannot be undone.`}
    />
  )

function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}
