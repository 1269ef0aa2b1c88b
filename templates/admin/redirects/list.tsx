/** The list of redirects, each changed in place. */
import type { FC } from 'hono/jsx'
import type { ListedRedirect } from '../../../src/client/index.ts'
import { FilterForm, More, Select } from '../lists.tsx'
import { BulkBar, DataTable, Empty, PageHead, PostButton, TickBox } from '../parts.tsx'
import { EditRecord, type FieldSpec, NewRecord, type Refused } from '../records.tsx'
import { RedirectTabs } from './tabs.tsx'
import { TrialBox, type TrialProps } from './trial.tsx'

const STATUS_WORDS: Readonly<Record<number, string>> = {
  301: 'for good',
  302: 'for now',
  307: 'for now, same method',
  308: 'for good, same method',
  410: 'gone',
}

const KINDS: readonly (readonly [status: string, text: string])[] = [
  ['', 'All kinds'],
  ...Object.entries(STATUS_WORDS).map(([status, words]) => [status, `${status} ${words}`] as const),
]

interface Props extends TrialProps {
  readonly rows: readonly ListedRedirect[]
  readonly filter: { readonly q: string; readonly status: string }
  readonly fields: readonly FieldSpec[]
  readonly refused: Refused | undefined
  readonly next: string | undefined
}

export const RedirectsPage: FC<Props> = ({ rows, filter, fields, refused, next, ...trial }) => (
  <>
    <PageHead title="Redirects" />
    <RedirectTabs current="/admin/redirects" />
    <TrialBox {...trial} />
    <NewRecord base="/admin/redirects" text="New redirect" fields={fields} refused={refused} />
    <FilterForm>
      <input type="search" name="q" value={filter.q} aria-label="Search" placeholder="Part of an address" />
      <Select name="status" label="Kind" options={KINDS} value={filter.status || undefined} />
    </FilterForm>
    {rows.length === 0 ? (
      <Empty>
        {filter.q || filter.status
          ? 'No redirect is like that.'
          : 'No redirects. Posts that get another address redirect by themselves.'}
      </Empty>
    ) : (
      <>
        <BulkBar id="bulk" action="/admin/redirects/delete">
          <button class="quiet" type="submit">
            Delete
          </button>
        </BulkBar>
        <DataTable bulk="bulk" columns={['From', 'To', 'Kind']} hasActions>
          {rows.map((row) => (
            <Row row={row} fields={fields} refused={refused} />
          ))}
        </DataTable>
      </>
    )}
    <More to={next} />
  </>
)

const Row: FC<{ row: ListedRedirect; fields: readonly FieldSpec[]; refused: Refused | undefined }> = ({
  row,
  fields,
  refused,
}) => {
  const values = { source: row.source, target: row.target ?? '', status: String(row.status) }
  return (
    <>
      <tr id={`redirect-${row.id}`}>
        <TickBox bulk="bulk" id={row.id} name={row.source} />
        <td>
          <a href={`/admin/redirects?test=${encodeURIComponent(row.source)}`}>{row.source}</a>
        </td>
        <td>
          {row.post ? <a href={`/admin/${row.post.kind}s/${row.post.id}`}>{row.post.title}</a> : (row.target ?? '–')}
        </td>
        <td>
          {row.status} <span class="soft wide-only-inline">{STATUS_WORDS[row.status]}</span>
        </td>
        <td class="row-actions">
          <PostButton
            action={`/admin/redirects/${row.id}/delete`}
            text="Delete"
            confirm="Delete this redirect?"
            isPlain
          />
        </td>
      </tr>
      <tr class="edit-row">
        <td></td>
        <td colspan={4}>
          <EditRecord base="/admin/redirects" id={row.id} fields={fields} values={values} refused={refused}>
            {row.post && (
              <p class="hint">It follows “{row.post.title}” wherever that goes, as long as “To” is empty.</p>
            )}
          </EditRecord>
        </td>
      </tr>
    </>
  )
}
