/**
 * The editor. What is typed is kept at once in this browser, a moment later on the server, and becomes the post when it
 * is saved; so neither a crash, nor a lost connection, nor a session that ends takes anything away.
 */
import type { EditorView } from '@codemirror/view'
import { HearthProblem, type Post, type PostPatch } from '../../client/index.ts'
import { api, isOffline, isSignedOut, newClient } from './parts/api.ts'
import { showCards } from './parts/cards.ts'
import { type Known, openChips } from './parts/chips.ts'
import { openContextBar } from './parts/context-bar.ts'
import { clock, type Editing, part as partOf } from './parts/editing.ts'
import { type Fields, fieldsOf, readDate, readFields, showFields } from './parts/fields.ts'
import { openKeeping } from './parts/keeping.ts'
import { listenForKeys } from './parts/keys.ts'
import { openPanels, openToolbar, toggle } from './parts/layout.ts'
import { choosePicture } from './parts/library.ts'
import { insertLink } from './parts/links.ts'
import { openLivePreview } from './parts/live-preview.ts'
import { openOutline } from './parts/outline.ts'
import { insertFiles } from './parts/pictures.ts'
import { makePreviewLink, sayWhatIsLive, showWhatWouldChange } from './parts/publication.ts'
import { offerRecovery } from './parts/recovery.ts'
import { listRevisions } from './parts/revisions.ts'
import { showShortcuts } from './parts/shortcuts.ts'
import { openText } from './parts/text.ts'
import { askToSignIn, askWhose } from './parts/trouble.ts'

interface Start {
  readonly id: number
  readonly kind: 'post' | 'page'
  readonly version: number
  readonly status: string
  readonly tags: readonly Known[]
  readonly authors: readonly Known[]
  readonly mayMakeAuthors: boolean
  readonly ownAuthor?: string
}

const form = document.querySelector<HTMLFormElement>('form[data-editor]')
if (form) openEditor(form)

function openEditor(form: HTMLFormElement): void {
  const start = JSON.parse(form.dataset.editor ?? '{}') as Start
  const part = <T extends HTMLElement>(selector: string) => partOf<T>(form, selector)
  const state = part('[data-save-state]')
  const title = part<HTMLTextAreaElement>('#title')
  let { version, status } = start
  let saved = JSON.stringify(readFields(form))
  let isLeaving = false

  const editing: Editing = {
    ...{ id: start.id, kind: start.kind, localKey: `hearth-post-${start.id}`, form },
    ...{ version: () => version, status: () => status, saved: () => saved, changed, save },
    isDirty: () => JSON.stringify(readFields(form)) !== saved,
    setText: (markdown) => text.dispatch({ changes: { from: 0, to: text.state.doc.length, insert: markdown } }),
    say(words, isBad = false) {
      state.textContent = words
      state.classList.toggle('bad', isBad)
    },
  }
  const { say, isDirty, localKey } = editing
  const text: EditorView = openText({
    place: part<HTMLTextAreaElement>('#markdown'),
    nonce: document.querySelector<HTMLMetaElement>('meta[name=style-nonce]')?.content ?? '',
    onUpdate: (isText) => {
      if (isText) typed()
      showOutline(isText)
      showContext()
    },
    onFiles: (files, view) => void insertFiles(form, files, view, say),
    keys: { 'Mod-k': () => void insertLink(text), 'Mod-/': () => void showShortcuts() },
  })
  const showOutline = openOutline(part('[data-panel=outline]'), () => text)
  const showContext = openContextBar(part('[data-context]'), () => text)
  const preview = openLivePreview(form, text)
  const keeping = openKeeping(editing, (error) => {
    // Half-typed fields are refused; this browser keeps them.
    if (isOffline(error) || isSignedOut(error)) sayError(error)
  })

  // Typing

  function changed(): void {
    growTitle()
    sayWhatPublishingDoes()
    showCards(form)
    typed()
  }

  function typed(): void {
    keeping.typed()
    preview.soon()
  }

  /** A date to come schedules. */
  function sayWhatPublishingDoes(): void {
    const button = form.querySelector<HTMLElement>('[data-publish]')
    const isToCome = (readDate(form) ?? '') > new Date().toISOString()
    if (button) button.textContent = isToCome ? 'Schedule' : 'Publish'
  }

  function growTitle(): void {
    title.style.height = 'auto'
    title.style.height = `${title.scrollHeight}px`
  }

  // Saving

  async function save(changes: PostPatch = {}): Promise<void> {
    keeping.stop()
    const fields = readFields(form)
    const publishedAt = readDate(form)
    say('Saving …')
    try {
      const patch = { ...fields, ...(publishedAt && { publishedAt }), ...changes, version }
      const saving = newClient()
      const post = await saving.patch(`/${start.kind}s/{id}`, { path: { id: start.id }, body: patch })
      const { epoch } = saving
      const wasLive = status === 'published'
      settle(post, fields)
      void api.delete('/posts/{id}/autosave', { path: { id: start.id } }).catch(() => {})
      say(`Saved at ${clock()}`)
      if (epoch && (wasLive || post.status === 'published')) await sayWhatIsLive(editing, epoch)
    } catch (error) {
      if (isConflict(error)) await resolve(error.problem.current, changes)
      else if (isOffline(error)) say('No connection: not saved, but kept in this browser', true)
      else if (error instanceof HearthProblem && !isSignedOut(error)) refused(error)
      else sayError(error)
    }
  }

  /** The post is this now. */
  function settle(post: Post, fields: Fields): void {
    version = post.version
    status = post.status
    part<HTMLInputElement>('input[name=version]').value = String(version)
    showFields(form, { slug: post.slug })
    const around = (of: string) => JSON.stringify({ ...JSON.parse(of), markdown: '', title: '' })
    const next = JSON.stringify({ ...fields, slug: post.slug })
    if (around(saved) !== around(next)) preview.reload()
    saved = next
    localStorage.removeItem(localKey)
    const badge = part('[data-status]')
    badge.textContent = status
    badge.className = `status ${status}`
    const isLive = status === 'published'
    part('[data-save]').textContent = isLive ? 'Update' : 'Save'
    for (const button of form.querySelectorAll<HTMLElement>('[data-publish]')) button.hidden = isLive
    for (const button of form.querySelectorAll<HTMLElement>('[data-unpublish]')) button.hidden = !isLive
  }

  function refused({ message, errors }: HearthProblem): void {
    say(message, true)
    for (const { field } of errors) {
      const input = form.elements.namedItem(field.split('.')[0] ?? '')
      if (!(input instanceof HTMLElement)) continue
      if (input.closest('[data-panel=settings]')) toggle(form, 'settings', true)
      for (let at = input.closest('details'); at; at = at.parentElement?.closest('details') ?? null) at.open = true
      input.setAttribute('aria-invalid', 'true')
      input.addEventListener('input', () => input.removeAttribute('aria-invalid'), { once: true })
      input.focus()
    }
  }

  async function resolve(theirs: Post, changes: PostPatch): Promise<void> {
    const whose = await askWhose(theirs, readFields(form))
    if (whose === undefined) return say('Not saved: somebody else saved meanwhile', true)
    version = theirs.version
    if (whose === 'mine') return save(changes)
    showFields(form, fieldsOf(theirs))
    editing.setText(theirs.markdown)
    settle(theirs, readFields(form))
    say('This is their version. Yours is kept until you save; load this page again to get it back.')
  }

  function sayError(error: unknown): void {
    if (isOffline(error)) say('No connection; what you type is kept in this browser', true)
    else if (isSignedOut(error)) {
      say('You are signed out; what you typed is kept in this browser', true)
      void askToSignIn()
    } else say(error instanceof Error ? error.message : 'This did not work', true)
  }

  async function choose(field: string, altField?: string): Promise<void> {
    const picture = await choosePicture(form, say)
    if (!picture) return
    showFields(form, { [field]: picture.url })
    const alt = altField ? part<HTMLInputElement>(`#${altField}`) : undefined
    if (alt && !alt.value) alt.value = picture.alt
    changed()
    alt?.focus()
  }

  // Everything together

  openPanels(form)
  openToolbar(form, text, say)
  listenForKeys(form, save)
  openChips(part<HTMLInputElement>('#tags'), { known: start.tags, mayCreate: true, onChange: changed })
  openChips(part<HTMLInputElement>('#authors'), {
    ...{ known: start.authors, mayCreate: start.mayMakeAuthors, fixed: start.ownAuthor, onChange: changed },
  })
  for (const [selector, act] of [
    ['[data-which]', () => showWhatWouldChange(editing)],
    ['[data-preview-link]', () => makePreviewLink(editing)],
    ['[data-cover]', () => choose('coverUrl', 'coverAlt')],
    ['[data-social-image-button]', () => choose('socialImageUrl')],
  ] as const) {
    part(selector).hidden = false
    part(selector).addEventListener('click', () => void act().catch(sayError))
  }
  part<HTMLDetailsElement>('[data-revisions]').addEventListener('toggle', (event) => {
    if ((event.target as HTMLDetailsElement).open) void listRevisions(editing).catch(sayError)
  })
  form.addEventListener('input', (event) => {
    if (event.target instanceof Element && !event.target.closest('dialog')) changed()
  })
  form.addEventListener('submit', (event) => {
    const action = (event.submitter as HTMLButtonElement | null)?.value ?? 'save'
    isLeaving = action !== 'save' && action !== 'publish'
    if (isLeaving) return
    event.preventDefault()
    const publishedAt = readDate(form) ?? new Date().toISOString()
    void save(action === 'publish' ? { status: 'published', publishedAt } : {})
  })
  title.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    text.focus()
  })
  window.addEventListener('beforeunload', (event) => {
    if (isDirty() && !isLeaving) event.preventDefault()
  })
  growTitle()
  sayWhatPublishingDoes()
  showOutline(true)
  showContext()
  showCards(form)
  void preview.show()
  void offerRecovery(editing).catch(() => {})
  if (!title.value) title.focus()
}

/** Somebody else saved meanwhile; the problem has what is stored now. */
function isConflict(error: unknown): error is { readonly problem: { readonly current: Post } } {
  return error instanceof HearthProblem && error.status === 409 && error.problem.current !== undefined
}
