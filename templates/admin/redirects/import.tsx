/** The file of redirects that goes in or out. */
import type { FC } from 'hono/jsx'
import { Alert, Field, PageHead } from '../parts.tsx'
import { RedirectTabs } from './tabs.tsx'

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
