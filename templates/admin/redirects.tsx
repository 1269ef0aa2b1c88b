/** Redirects: the list with its box for trying an address, and the file that goes in or out. */
import type { FC } from 'hono/jsx'
import { ChangedPages, type Preview } from './changes.tsx'
import { Alert, BulkBar, DataTable, Empty, Field, PageHead, PostButton, TickBox } from './parts.tsx'
import { type FieldSpec, RecordForm, type Refused } from './records.tsx'

export interface RedirectRow {
  readonly id: number
  readonly source: string
  readonly target: string | null
  readonly post: { readonly id: number; readonly kind: 'post' | 'page'; readonly title: string } | null
  readonly status: number
}

export interface RedirectTrial {
  readonly path: string
  readonly steps: readonly {
    readonly path: string
    readonly status: number | null
    readonly location: string | null
    readonly rule: {
      readonly text: string
      readonly redirectId?: number
      readonly postId?: number
      readonly postKind?: 'post' | 'page'
    }
  }[]
  readonly end: 'page' | 'not-found' | 'gone' | 'elsewhere' | 'server' | 'loop' | 'too-long'
  readonly unusedRedirectId: number | null
}

const TABS = [
  ['/admin/redirects', 'Redirects'],
  ['/admin/redirects/not-found', 'Not found'],
  ['/admin/redirects/import', 'Import and export'],
] as const

export const RedirectTabs: FC<{ current: string }> = ({ current }) => (
  <nav class="tabs" aria-label="Redirects">
    {TABS.map(([path, text]) => (
      <a href={path} aria-current={path === current ? 'page' : undefined}>
        {text}
      </a>
    ))}
  </nav>
)

const STATUS_WORDS: Readonly<Record<number, string>> = {
  301: 'for good',
  302: 'for now',
  307: 'for now, same method',
  308: 'for good, same method',
  410: 'gone',
}

interface ListProps {
  readonly rows: readonly RedirectRow[]
  readonly filter: { readonly q: string; readonly status: string }
  readonly fields: readonly FieldSpec[]
  readonly refused: Refused | undefined
  readonly tried: string
  readonly trial: RedirectTrial | undefined
  readonly trialProblem: string | undefined
  readonly next: string | undefined
}

export const RedirectsPage: FC<ListProps> = ({ rows, filter, fields, refused, next, ...trial }) => (
  <>
    <PageHead title="Redirects" />
    <RedirectTabs current="/admin/redirects" />
    <TrialBox {...trial} />
    <details class="card create" open={refused !== undefined && refused.id === undefined}>
      <summary>New redirect</summary>
      <RecordForm
        action="/admin/redirects"
        idPrefix="new"
        fields={fields}
        values={refused?.id === undefined ? (refused?.values ?? {}) : {}}
        errors={refused?.id === undefined ? refused?.errors : undefined}
        button="New redirect"
      />
    </details>
    <form class="search filters" role="search">
      <input type="search" name="q" value={filter.q} aria-label="Search" placeholder="Part of an address" />
      <select name="status" aria-label="Kind">
        <option value="">All kinds</option>
        {Object.entries(STATUS_WORDS).map(([status, words]) => (
          <option value={status} selected={status === filter.status}>
            {`${status} ${words}`}
          </option>
        ))}
      </select>
      <button class="quiet" type="submit">
        Filter
      </button>
    </form>
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
    {next && (
      <p>
        <a href={next}>More</a>
      </p>
    )}
  </>
)

const Row: FC<{ row: RedirectRow; fields: readonly FieldSpec[]; refused: Refused | undefined }> = ({
  row,
  fields,
  refused,
}) => {
  const isRefused = refused?.id === row.id
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
          <details open={isRefused}>
            <summary>Change</summary>
            {row.post && (
              <p class="hint">It follows “{row.post.title}” wherever that goes, as long as “To” is empty.</p>
            )}
            <RecordForm
              action={`/admin/redirects/${row.id}`}
              idPrefix={`r${row.id}`}
              fields={fields}
              values={isRefused ? refused.values : values}
              errors={isRefused ? refused.errors : undefined}
              button="Save"
            />
          </details>
        </td>
      </tr>
    </>
  )
}

const ENDS: Readonly<Record<RedirectTrial['end'], string>> = {
  page: 'A page is there.',
  'not-found': 'Readers see “Page not found” (404).',
  gone: 'Readers see that it is gone (410).',
  elsewhere: 'It leads to another site.',
  server: 'The server itself answers there.',
  loop: 'It leads in a circle: browsers show an error.',
  'too-long': 'It leads on and on: browsers give up.',
}

const TrialBox: FC<Pick<ListProps, 'tried' | 'trial' | 'trialProblem'>> = ({ tried, trial, trialProblem }) => (
  <section class="card trial" aria-label="Try an address">
    <form action="/admin/redirects">
      <Field
        label="Where does an address lead?"
        name="test"
        value={tried}
        placeholder="/an/old/address"
        errors={{ test: trialProblem }}
        autocapitalize="off"
        autocorrect="off"
        spellcheck={false}
      />
      <button class="quiet" type="submit">
        Try it
      </button>
    </form>
    {trial && (
      <div role="status">
        <ol class="steps">
          {trial.steps.map(({ path, status, location, rule }) => (
            <li>
              <code>{path}</code> <span class={`status ${statusClass(status)}`}>{status ?? 'server'}</span>{' '}
              <span class="soft">{rule.text}</span>{' '}
              {rule.redirectId !== undefined && (
                <a href={`/admin/redirects?q=${encodeURIComponent(path)}`}>Change it</a>
              )}
              {rule.postId !== undefined && rule.redirectId === undefined && (
                <a href={`/admin/${rule.postKind}s/${rule.postId}`}>Edit</a>
              )}
              {location && !trial.steps.some((step) => step.path === location) && (
                <div class="soft">
                  → <code>{location}</code>
                </div>
              )}
            </li>
          ))}
        </ol>
        <p class={trial.end === 'loop' || trial.end === 'too-long' ? 'error' : 'end'}>
          <strong>{ENDS[trial.end]}</strong>
          {trial.steps.length > 2 &&
            trial.end === 'page' &&
            ' In several steps: one redirect straight there is faster.'}
        </p>
        {trial.unusedRedirectId !== null && (
          <p class="error">There is a redirect for this address, too; nobody meets it, as what is there comes first.</p>
        )}
        {trial.end === 'not-found' && (
          <p>
            <a href={`/admin/redirects?source=${encodeURIComponent(trial.steps.at(-1)?.path ?? '')}`}>
              Make a redirect
            </a>
          </p>
        )}
      </div>
    )}
  </section>
)

function statusClass(status: number | null): string {
  if (status === null || status < 300) return 'published'
  return status >= 400 ? 'failed' : 'scheduled'
}

export interface ImportReport {
  readonly lines: number
  readonly created: number
  readonly changed: number
  readonly same: number
  readonly problems: readonly Remark[]
  readonly skipped: readonly Remark[]
  readonly notes: readonly Remark[]
}

interface Remark {
  readonly line: number
  readonly text: string
  readonly message: string
}

export const RedirectImportPage: FC<{ text: string; problem: string | undefined }> = ({ text, problem }) => (
  <>
    <PageHead title="Import and export redirects" />
    <RedirectTabs current="/admin/redirects/import" />
    {problem && <Alert>{problem}</Alert>}
    <div class="columns">
      <form method="post" action="/admin/redirects/import" enctype="multipart/form-data" class="card">
        <h2>Import</h2>
        <Field label="File" name="file" type="file" accept=".csv,.txt,text/csv,text/plain" hint="Or its text below." />
        <Field
          label="Text"
          name="text"
          type="textarea"
          rows={8}
          class="mono"
          value={text}
          placeholder={'source,target,status\n/old,/new,301'}
          spellcheck={false}
        />
        <button type="submit">Look at it first</button>
      </form>
      <div class="stacked">
        <section class="card">
          <h2>What is taken</h2>
          <ul class="plain-list">
            <li>
              CSV: <code>source,target,status</code>, with or without a header
            </li>
            <li>
              the lines of a <code>_redirects</code> file (Netlify, Cloudflare)
            </li>
            <li>what the WordPress plugin “Redirection” exports as CSV</li>
          </ul>
          <p class="hint">
            One address a line, no patterns. Addresses that have a redirect get that of the file. All of it is taken, or
            nothing.
          </p>
        </section>
        <section class="card">
          <h2>Export</h2>
          <p>All redirects as a CSV file, which can be imported again.</p>
          <a class="button quiet" href="/admin/redirects/export" download="redirects.csv">
            Download
          </a>
        </section>
      </div>
    </div>
  </>
)

export const RedirectImportPreview: FC<{ report: ImportReport; preview: Preview; text: string }> = ({
  report,
  preview,
  text,
}) => {
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
          <div class={name === 'cannot be taken' && count > 0 ? 'bad' : undefined}>
            <dt>{name}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      <Remarks title="What cannot be taken" remarks={report.problems} isOpen />
      <Remarks title="To think about" remarks={report.notes} isOpen />
      <Remarks title="Left out" remarks={report.skipped} />
      {report.problems.length > 0 ? (
        <p>Nothing is imported as long as a line cannot be taken. Put it right below, and look again.</p>
      ) : (
        <ChangedPages preview={preview} />
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

const Remarks: FC<{ title: string; remarks: readonly Remark[]; isOpen?: boolean }> = ({ title, remarks, isOpen }) =>
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
