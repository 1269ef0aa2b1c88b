import type { FC } from 'hono/jsx'
import { SettingsFrame } from './frame.tsx'

/** What is done on the server, with the words to type. */
export const DataSettings: FC = () => (
  <SettingsFrame current="data">
    <div class="columns">
      <section class="card">
        <h2>Bring posts in</h2>
        <p>
          From a folder of Markdown files, as Hugo, Zola, Jekyll, Astro and Eleventy have them. Pictures come along, and
          old addresses go on working. On the server:
        </p>
        <pre class="code">npx hearth import --dry-run ~/blog/content</pre>
        <p>says what it would do;</p>
        <pre class="code">npx hearth import ~/blog/content</pre>
        <p class="hint">
          does it. It may be run again at any time: only what changed is written, and what was edited here since is left
          alone.
        </p>
      </section>
      <section class="card">
        <h2>Take everything out</h2>
        <p>
          Everything is in the database and in the folder of media. With the embedded database, stop Hearth and copy
        </p>
        <pre class="code">DATA_DIR</pre>
        <p>With one of your own:</p>
        <pre class="code">{'pg_dump "$DATABASE_URL" > hearth.sql\ncp -r "$DATA_DIR/media" …'}</pre>
        <p class="hint">
          Each post is there as Markdown, too: <code>GET /api/v1/posts</code>, described under{' '}
          <a href="/admin/api">API</a>.
        </p>
      </section>
    </div>
  </SettingsFrame>
)
