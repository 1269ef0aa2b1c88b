/** What a file of redirects would do, and what is wrong with it. */
import type { FC } from 'hono/jsx'
import type { Preview, RedirectImport } from '../../../src/client/index.ts'
import { ChangedPages } from '../changes.tsx'
import { DataTable, Field, Figure, PageHead } from '../parts.tsx'
import { RedirectTabs } from './tabs.tsx'

export const RedirectImportPreview: FC<{ report: RedirectImport & Preview; text: string }> = ({ report, text }) => {
  const isNothing = report.created + report.changed === 0
  return (
    <>
      <PageHead title="Import redirects" />
      <RedirectTabs current="/admin/redirects/import" />
      <dl class="figures">
        {(
          [
            ['new', report.created],
            ['changed', report.changed],
            ['as they are', report.same],
            ['left out', report.skipped.length],
            ['cannot be taken', report.problems.length],
          ] as const
        ).map(([name, count]) => (
          <Figure name={name} value={String(count)} isBad={name === 'cannot be taken' && count > 0} />
        ))}
      </dl>
      <Remarks title="What cannot be taken" remarks={report.problems} isOpen />
      <Remarks title="To think about" remarks={report.notes} isOpen />
      <Remarks title="Left out" remarks={report.skipped} />
      {report.problems.length > 0 ? (
        <p>Nothing is imported as long as a line cannot be taken. Put it right below, and look again.</p>
      ) : (
        <ChangedPages preview={report} />
      )}
      {report.problems.length === 0 && !isNothing && (
        <form method="post" action="/admin/redirects/import" enctype="multipart/form-data" class="confirm">
          <textarea name="text" hidden aria-label="Text">
            {text}
          </textarea>
          <button type="submit" name="confirmed" value="true" autofocus>
            {`Import ${report.created + report.changed}`}
          </button>
          <a href="/admin/redirects/import">Cancel</a>
        </form>
      )}
      {report.problems.length === 0 && isNothing && <p>All of them are there already.</p>}
      {report.problems.length > 0 && (
        <form method="post" action="/admin/redirects/import" enctype="multipart/form-data" class="card">
          <Field label="Text" name="text" type="textarea" rows={12} class="mono" value={text} spellcheck={false} />
          <button type="submit">Look again</button>
        </form>
      )}
    </>
  )
}

const MAX_REMARKS = 200

const Remarks: FC<{ title: string; remarks: RedirectImport['problems']; isOpen?: boolean }> = ({
  title,
  remarks,
  isOpen,
}) =>
  remarks.length === 0 ? null : (
    <details class="card" open={isOpen}>
      <summary>{`${title} (${remarks.length})`}</summary>
      <DataTable columns={['Line', 'What it says', 'Why']}>
        {remarks.slice(0, MAX_REMARKS).map(({ line, text, message }) => (
          <tr>
            <td>{line}</td>
            <td>
              <code>{text.slice(0, 200)}</code>
            </td>
            <td>{message}</td>
          </tr>
        ))}
      </DataTable>
    </details>
  )
