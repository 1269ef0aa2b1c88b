/** The editor's page. */
import type { FC } from 'hono/jsx'
import type { Post } from '../../src/client/index.ts'
import { POST_TEMPLATES } from '../post-templates.ts'
import type { NamedChoice } from './lists.tsx'

interface EditorProps {
  readonly post: Post
  readonly mayPublish: boolean
  readonly timeZone: string
  readonly siteTitle: string
  /** Of pages that have no picture of their own. */
  readonly siteSocialImage: string | null
  readonly tags: readonly NamedChoice[]
  readonly authors: readonly NamedChoice[]
  readonly mayMakeAuthors: boolean
  /** Who cannot take themselves off. */
  readonly ownAuthor?: string | undefined
  /** When it is to be published, as `2026-05-01T09:00` in the site's time zone. */
  readonly publishedAtLocal: string
}

/** Nobody has chosen it yet. */
function slugIsMade({ status, slug }: Post): boolean {
  return status === 'draft' && /^untitled(?:-\d+)?$/.test(slug)
}

/** The editor's frame; `editor.js` makes it work. Without a script there is still a form that saves. */
export const EditorPage: FC<EditorProps> = (props) => {
  const { post, mayPublish, timeZone, siteTitle, siteSocialImage, publishedAtLocal } = props
  const { tags, authors, mayMakeAuthors, ownAuthor } = props
  const isLive = post.status === 'published'
  return (
    <form
      method="post"
      action={`/admin/${post.kind}s/${post.id}`}
      class="editor"
      data-time-zone={timeZone}
      data-editor={JSON.stringify({
        id: post.id,
        kind: post.kind,
        version: post.version,
        status: post.status,
        url: post.url,
        ...{ tags, authors, mayMakeAuthors, ownAuthor },
      })}
    >
      <input type="hidden" name="version" value={String(post.version)} />
      <h1 class="visually-hidden">{post.kind === 'post' ? 'Edit a post' : 'Edit a page'}</h1>
      <div class="editor-bar">
        <a href={`/admin/${post.kind}s`} class="back">
          {post.kind === 'post' ? 'Posts' : 'Pages'}
        </a>
        <span class={`status ${post.status}`} data-status>
          {post.status}
        </span>
        <span class="save-state" role="status" data-save-state></span>
        <progress data-progress max={1} value={0} aria-label="Upload" hidden></progress>
        <span class="spacer"></span>
        <span class="counts" data-counts></span>
        <button type="button" class="plain" data-toggle="outline" aria-pressed="false" title="Ctrl+Shift+O">
          Outline
        </button>
        <button type="button" class="plain" data-toggle="preview" aria-pressed="true" title="Ctrl+Shift+P">
          Preview
        </button>
        <button type="button" class="plain" data-toggle="settings" aria-pressed="false" title="Ctrl+.">
          Settings
        </button>
        <button type="submit" name="action" value="save" class="quiet" data-save title="Ctrl+S">
          {isLive ? 'Update' : 'Save'}
        </button>
        {mayPublish && (
          <button type="submit" name="action" value="publish" data-publish hidden={isLive}>
            {post.status === 'scheduled' ? 'Schedule' : 'Publish'}
          </button>
        )}
      </div>
      <div class="recovery" data-recovery hidden role="alert"></div>
      <div class="editor-body">
        <nav class="outline" data-panel="outline" hidden aria-label="Outline"></nav>
        <div class="writing">
          <label class="visually-hidden" for="title">
            Title
          </label>
          <textarea id="title" name="title" class="title" rows={1} placeholder="Title" required maxlength={300}>
            {post.title}
          </textarea>
          <div class="tool-rows">
            <div class="toolbar" role="toolbar" aria-label="Format" data-toolbar hidden></div>
            <div class="toolbar context" role="toolbar" aria-label="Table" data-context hidden></div>
          </div>
          <label class="visually-hidden" for="markdown">
            Text
          </label>
          <textarea id="markdown" name="markdown" class="markdown" rows={20} placeholder="Write …">
            {post.markdown}
          </textarea>
        </div>
        <div class="preview" data-panel="preview">
          <iframe
            title="Preview"
            src={`/admin/posts/${post.id}/preview?kind=${post.kind}`}
            sandbox="allow-same-origin"
            data-preview
          ></iframe>
        </div>
        <aside class="settings" data-panel="settings" hidden aria-label="Settings">
          <h2>Settings</h2>
          <div class="field">
            <label for="slug">Address</label>
            <input
              id="slug"
              name="slug"
              value={slugIsMade(post) ? '' : post.slug}
              placeholder="Made from the title"
              maxlength={120}
              spellcheck={false}
            />
          </div>
          {mayPublish && (
            <div class="field">
              <label for="publishedAt">{isLive ? 'Published' : 'Publish at'}</label>
              <small class="hint">{`In the site's time zone, ${timeZone}. A time to come schedules it.`}</small>
              <input id="publishedAt" name="publishedAt" type="datetime-local" value={publishedAtLocal} />
            </div>
          )}
          <div class="field">
            <label for="tags">Tags</label>
            <input id="tags" name="tags" value={post.tags.join(', ')} autocomplete="off" />
          </div>
          <div class="field">
            <label for="authors">Authors</label>
            <input id="authors" name="authors" value={post.authors.join(', ')} autocomplete="off" />
          </div>
          <div class="field">
            <label for="excerpt">Excerpt</label>
            <textarea id="excerpt" name="excerpt" rows={3} placeholder={post.excerpt} maxlength={1000}>
              {post.ownExcerpt ?? ''}
            </textarea>
          </div>
          <div class="field">
            <label for="coverUrl">Cover picture</label>
            <img class="cover-shown" src={post.coverUrl ?? undefined} alt="" hidden={!post.coverUrl} />
            <input id="coverUrl" name="coverUrl" value={post.coverUrl ?? ''} placeholder="/media/…" />
            <button type="button" class="quiet small" data-cover hidden>
              Choose a picture
            </button>
          </div>
          <div class="field">
            <label for="coverAlt">What the cover shows</label>
            <input id="coverAlt" name="coverAlt" value={post.coverAlt ?? ''} maxlength={500} />
          </div>
          <div class="field check">
            <label>
              <input type="checkbox" name="featured" value="true" checked={post.featured} /> Featured
            </label>
          </div>
          <div class="field">
            <label for="template">Layout</label>
            <select id="template" name="template">
              {POST_TEMPLATES.map(({ name, title, description }) => (
                <option value={name} selected={name === post.template}>
                  {`${title}: ${description.toLowerCase()}`}
                </option>
              ))}
            </select>
          </div>
          <details>
            <summary>Search engines</summary>
            <div class="search-card" aria-hidden="true">
              <p class="search-url"></p>
              <p class="search-title"></p>
              <p class="search-text"></p>
            </div>
            <div class="field">
              <label for="seoTitle">Title in results</label>
              <input id="seoTitle" name="seoTitle" value={post.seoTitle ?? ''} maxlength={300} />
            </div>
            <div class="field">
              <label for="seoDescription">Description in results</label>
              <textarea id="seoDescription" name="seoDescription" rows={2} maxlength={1000}>
                {post.seoDescription ?? ''}
              </textarea>
            </div>
            <div class="field">
              <label for="canonicalUrl">Original address</label>
              <small class="hint">If it appeared elsewhere first.</small>
              <input id="canonicalUrl" name="canonicalUrl" type="url" value={post.canonicalUrl ?? ''} />
            </div>
            <div class="field check">
              <label>
                <input type="checkbox" name="noIndex" value="true" checked={post.noIndex} /> Leave it out of search
                engines
              </label>
            </div>
          </details>
          <details data-cards data-site={siteTitle} data-social-image={siteSocialImage ?? ''}>
            <summary>Social media</summary>
            <div class="social-card" aria-hidden="true">
              <img alt="" hidden />
              <p class="social-site"></p>
              <p class="social-title"></p>
              <p class="social-text"></p>
            </div>
            <div class="field">
              <label for="socialImageUrl">Picture</label>
              <input
                id="socialImageUrl"
                name="socialImageUrl"
                value={post.socialImageUrl ?? ''}
                placeholder="The cover"
              />
              <button type="button" class="quiet small" data-social-image-button hidden>
                Choose a picture
              </button>
            </div>
            <div class="field">
              <label for="socialTitle">Title on the card</label>
              <input id="socialTitle" name="socialTitle" value={post.socialTitle ?? ''} maxlength={300} />
            </div>
            <div class="field">
              <label for="socialDescription">Text on the card</label>
              <textarea id="socialDescription" name="socialDescription" rows={2} maxlength={1000}>
                {post.socialDescription ?? ''}
              </textarea>
            </div>
          </details>
          <details data-revisions>
            <summary>Earlier versions</summary>
            <div data-revision-list></div>
          </details>
          <p class="stack">
            <button type="button" class="quiet" data-which hidden>
              What would change?
            </button>
            <button type="button" class="quiet" data-preview-link hidden>
              Copy a preview link
            </button>
            {mayPublish && (
              <button type="submit" name="action" value="unpublish" class="quiet" data-unpublish hidden={!isLive}>
                Unpublish
              </button>
            )}
            <button type="submit" name="action" value="delete" class="quiet danger" formnovalidate>
              Delete
            </button>
          </p>
        </aside>
      </div>
      <dialog data-dialog aria-labelledby="dialog-title"></dialog>
      <input type="file" data-file hidden multiple />
    </form>
  )
}
