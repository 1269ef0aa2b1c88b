/** The library of files: a grid to find them in. */
import type { FC } from 'hono/jsx'
import type { Media } from '../../../src/client/index.ts'
import { FilterForm, More, Select } from '../lists.tsx'
import { BulkBar, Empty, Field, PageHead } from '../parts.tsx'
import { sizeText, typeText } from './words.ts'

export interface MediaFilter {
  readonly q: string
  readonly kind: string
  readonly used: string
  readonly mine: string
  readonly sort: string
}

interface Props {
  readonly items: readonly Media[]
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

export const MediaPage: FC<Props> = ({ items, filter, next, problem }) => {
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
      <FilterForm>
        <input type="search" name="q" value={filter.q} aria-label="Search" placeholder="Name, or what it shows" />
        <Select name="kind" label="Kind" options={KINDS} value={filter.kind} />
        <Select name="used" label="Use" options={USES} value={filter.used} />
        <Select name="sort" label="Order" options={ORDERS} value={filter.sort || '-created'} />
        <label class="tickable">
          <input type="checkbox" name="mine" value="true" checked={filter.mine === 'true'} /> Mine
        </label>
      </FilterForm>
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
      <More to={next} />
    </>
  )
}

const Tile: FC<{ item: Media }> = ({ item }) => (
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
        <span class="file-kind">{typeText(item.contentType)}</span>
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
