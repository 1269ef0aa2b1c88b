/** The audit log. */
import type { FC } from 'hono/jsx'
import type { AuditEntry } from '../../src/client/index.ts'
import { DataTable, Empty, PageHead, When } from './parts.tsx'

export const AuditPage: FC<{ items: readonly AuditEntry[]; next: string | undefined }> = ({ items, next }) => (
  <>
    <PageHead title="Audit log" />
    {items.length === 0 ? (
      <Empty>Nothing has been done yet.</Empty>
    ) : (
      <DataTable columns={['When', 'Who', 'What', 'Of what', { wide: 'Details' }]}>
        {items.map(({ at, actor, action, subject, details }) => (
          <tr>
            <td class="nowrap">
              <When at={at} />
            </td>
            <td>{actor}</td>
            <td>{action}</td>
            <td>{subject}</td>
            <td class="wide-only soft mono">{JSON.stringify(details)}</td>
          </tr>
        ))}
      </DataTable>
    )}
    {next && (
      <p>
        <a href={next}>Older</a>
      </p>
    )}
  </>
)
