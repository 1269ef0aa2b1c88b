/**
 * The editor. What is typed is kept at once in this browser, a moment later on the server, and becomes the post when it
 * is saved; so neither a crash, nor a lost connection, nor a session that ends takes anything away.
 */
import type { EditorView } from '@codemirror/view'
import { ApiError, api, OfflineError, type Post, upload } from './parts/api.ts'
import { ask, element } from './parts/dialog.ts'
import { differenceView } from './parts/difference.ts'
import { type Fields, readDate, readFields, showFields } from './parts/fields.ts'
import { insertLink } from './parts/links.ts'
import { insertFiles } from './parts/pictures.ts'
import { openText, TOOLS } from './parts/text.ts'

const KEEP_AFTER_MS = 1200
const PREVIEW_AFTER_MS = 250

interface Start {
  readonly id: number
  readonly kind: 'post' | 'page'
  readonly version: number
  readonly status: string
}

const form = document.querySelector<HTMLFormElement>('form[data-editor]')
if (form) openEditor(form)

function openEditor(form: HTMLFormElement): void {
  const start = JSON.parse(form.dataset.editor ?? '{}') as Start
  const address = `/${start.kind}s/${start.id}`
  const localKey = `hearth-post-${start.id}`
  const part = <T extends HTMLElement>(selector: string) => form.querySelector<T>(selector) as T
  const state = part('[data-save-state]')
  const title = part<HTMLTextAreaElement>('#title')
  let { version, status } = start
  let saved = JSON.stringify(readFields(form))
  let keepTimer: ReturnType<typeof setTimeout> | undefined
  let previewTimer: ReturnType<typeof setTimeout> | undefined
  let isLeaving = false

  const say = (text: string, isBad = false) => {
    state.textContent = text
    state.classList.toggle('bad', isBad)
  }
  const isDirty = () => JSON.stringify(readFields(form)) !== saved

  const text: EditorView = openText({
    place: part<HTMLTextAreaElement>('#markdown'),
    nonce: document.querySelector<HTMLMetaElement>('meta[name=style-nonce]')?.content ?? '',
    onChange: () => changed(),
    onFiles: (files, view) => void insertFiles(files, view, (words) => say(words)),
    keys: { 'Mod-k': () => void insertLink(text) },
  })
  const setText = (markdown: string) =>
    text.dispatch({ changes: { from: 0, to: text.state.doc.length, insert: markdown } })

  // Typing

  function changed(): void {
    growTitle()
    sayWhatPublishingDoes()
    localStorage.setItem(localKey, JSON.stringify({ version, fields: readFields(form), at: Date.now() }))
    if (isDirty()) say('Not saved yet')
    clearTimeout(keepTimer)
    keepTimer = setTimeout(() => void keep(), KEEP_AFTER_MS)
    clearTimeout(previewTimer)
    previewTimer = setTimeout(() => void preview(), PREVIEW_AFTER_MS)
  }

  async function keep(): Promise<void> {
    if (!isDirty()) return
    try {
      await api('PUT', `/posts/${start.id}/autosave`, { baseVersion: version, fields: readFields(form) })
      if (isDirty()) say(`Kept at ${clock()}, not saved yet`)
    } catch (error) {
      if (error instanceof OfflineError) say('No connection; what you type is kept in this browser', true)
      else if (error instanceof ApiError && error.problem.status === 401) void signInAgain()
      // Half-typed fields are refused; this browser keeps them.
    }
  }

  async function preview(): Promise<void> {
    const { body } = await api<{ html: string; wordCount: number; readingMinutes: number; excerpt: string }>(
      'POST',
      '/posts/render',
      { markdown: text.state.doc.toString() },
    ).catch(() => ({ body: undefined }))
    if (!body) return
    part('[data-counts]').textContent = `${body.wordCount.toLocaleString()} words · ${body.readingMinutes} min`
    part<HTMLTextAreaElement>('#excerpt').placeholder = body.excerpt
    const page = part<HTMLIFrameElement>('[data-preview]').contentDocument
    const prose = page?.querySelector('.prose')
    if (prose) prose.innerHTML = body.html
    const heading = page?.querySelector('h1')
    if (heading) heading.textContent = title.value
    showSearchCard()
  }

  function showSearchCard(): void {
    const value = (name: string) => (form.elements.namedItem(name) as HTMLInputElement).value.trim()
    part('.search-title').textContent = value('seoTitle') || title.value
    part('.search-text').textContent =
      value('seoDescription') || value('excerpt') || part<HTMLTextAreaElement>('#excerpt').placeholder
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

  async function save(changes: Fields = {}): Promise<void> {
    clearTimeout(keepTimer)
    const fields = readFields(form)
    const publishedAt = readDate(form)
    say('Saving …')
    try {
      const { body, epoch } = await api<Post>('PATCH', address, {
        ...fields,
        ...(publishedAt && { publishedAt }),
        ...changes,
        version,
      })
      const wasLive = status === 'published'
      settle(body, fields)
      void api('DELETE', `/posts/${start.id}/autosave`).catch(() => {})
      say(`Saved at ${clock()}`)
      if (epoch && (wasLive || body.status === 'published')) await sayWhatIsLive(epoch)
    } catch (error) {
      if (error instanceof OfflineError) say('No connection: not saved, but kept in this browser', true)
      else if (!(error instanceof ApiError)) throw error
      else if (error.problem.status === 401) await signInAgain()
      else if (error.problem.status === 409 && error.problem.current) await resolve(error.problem.current, changes)
      else refused(error)
    }
  }

  /** The post is this now. */
  function settle(post: Post, fields: Fields): void {
    version = post.version
    status = post.status
    part<HTMLInputElement>('input[name=version]').value = String(version)
    showFields(form, { slug: post.slug })
    saved = JSON.stringify({ ...fields, slug: post.slug })
    localStorage.removeItem(localKey)
    const badge = part('[data-status]')
    badge.textContent = status
    badge.className = `status ${status}`
    const isLive = status === 'published'
    part('[data-save]').textContent = isLive ? 'Update' : 'Save'
    for (const [selector, isHidden] of [
      ['[data-publish]', isLive],
      ['[data-unpublish]', !isLive],
    ] as const) {
      const button = form.querySelector<HTMLElement>(selector)
      if (button) button.hidden = isHidden
    }
  }

  function refused({ problem }: ApiError): void {
    say(problem.detail, true)
    for (const { field } of problem.errors ?? []) {
      const input = form.elements.namedItem(field.split('.')[0] ?? '')
      if (!(input instanceof HTMLElement)) continue
      if (input.closest('[data-panel=settings]')) toggle('settings', true)
      input.setAttribute('aria-invalid', 'true')
      input.addEventListener('input', () => input.removeAttribute('aria-invalid'), { once: true })
      input.focus()
    }
  }

  /** Read from what is served. */
  async function sayWhatIsLive(epoch: string): Promise<void> {
    const { body } = await api<{ at: string | null; pages: { url: string; why: string }[] }>(
      'GET',
      `/posts/live/${epoch}`,
    )
    if (!body.at) return
    const pages = body.pages.map(({ url, why }) => element('li', {}, [element('a', { href: url }, [url]), ` ${why}`]))
    const count = `${pages.length} ${pages.length === 1 ? 'page' : 'pages'} updated`
    const button = element('button', { type: 'button', class: 'plain' }, [
      `Live at ${clock(new Date(body.at))}, ${count}`,
    ])
    button.addEventListener('click', () =>
      ask(
        'Updated just now',
        [element('ul', { class: 'page-list' }, pages)],
        [{ text: 'Close', value: '', isMain: true }],
      ),
    )
    state.replaceChildren(button)
  }

  /** Somebody else saved meanwhile: both texts are shown, and the writer decides. */
  async function resolve(theirs: Post, changes: Fields): Promise<void> {
    const mine = readFields(form)
    const choice = await ask(
      'Somebody else saved this meanwhile',
      [
        element('p', {}, [`Marked: what differs between their version (${theirs.version}) and yours.`]),
        differenceView(`${theirs.title}\n\n${theirs.markdown}`, `${mine.title}\n\n${mine.markdown}`),
      ],
      [
        { text: 'Go on writing', value: '' },
        { text: 'Take theirs', value: 'theirs' },
        { text: 'Keep mine', value: 'mine', isMain: true },
      ],
    )
    if (choice === '') return say('Not saved: somebody else saved meanwhile', true)
    version = theirs.version
    if (choice === 'mine') return save(changes)
    showFields(form, { title: theirs.title, slug: theirs.slug, excerpt: theirs.ownExcerpt, tags: theirs.tags })
    setText(theirs.markdown)
    settle(theirs, readFields(form))
    say('This is their version; yours is in the earlier versions only if you saved it.')
  }

  async function signInAgain(): Promise<void> {
    say('You are signed out; what you typed is kept in this browser', true)
    const choice = await ask(
      'You are signed out',
      [element('p', {}, ['What you typed is kept here. Sign in in another tab, come back, and save.'])],
      [
        { text: 'Later', value: '' },
        { text: 'Sign in', value: 'open', isMain: true },
      ],
    )
    if (choice === 'open') window.open('/admin/sign-in', '_blank')
  }

  // What is at the side

  function toggle(name: string, isShown?: boolean): void {
    const panel = part(`[data-panel=${name}]`)
    panel.hidden = isShown === undefined ? !panel.hidden : !isShown
    part(`[data-toggle=${name}]`).setAttribute('aria-pressed', String(!panel.hidden))
    // There is room for one of them.
    if (!panel.hidden && name === 'settings' && window.innerWidth < 1400) toggle('preview', false)
  }

  async function showRevisions(): Promise<void> {
    const { body } = await api<{ items: { version: number; actor: string; createdAt: string }[] }>(
      'GET',
      `/posts/${start.id}/revisions`,
    )
    const items = body.items.map((one) => {
      const button = element('button', { type: 'button', class: 'plain' }, [`Version ${one.version}`])
      button.addEventListener('click', () => void showRevision(one.version))
      return element('li', {}, [button, ` ${new Date(one.createdAt).toLocaleString()} · ${one.actor}`])
    })
    part('[data-revision-list]').replaceChildren(element('ul', { class: 'plain-list' }, items))
  }

  async function showRevision(number: number): Promise<void> {
    const { body } = await api<{ title: string; markdown: string; excerpt: string | null }>(
      'GET',
      `/posts/${start.id}/revisions/${number}`,
    )
    const mine = readFields(form)
    const choice = await ask(
      `Version ${number}`,
      [
        element('p', {}, ['Marked: what was taken out and put in since then.']),
        differenceView(`${body.title}\n\n${body.markdown}`, `${mine.title}\n\n${mine.markdown}`),
      ],
      [
        { text: 'Close', value: '' },
        { text: 'Bring it back', value: 'restore', isMain: true },
      ],
    )
    if (choice !== 'restore') return
    showFields(form, { title: body.title, excerpt: body.excerpt })
    setText(body.markdown)
    say(`Version ${number} is back; save to keep it`)
  }

  async function showWhatWouldChange(): Promise<void> {
    const changes = {
      ...readFields(form),
      publishedAt: status === 'published' ? readDate(form) : hourOfPublication(),
      version,
    }
    const { body } = await api<{ pages: { url: string; why: string }[]; unexamined: number }>(
      'PATCH',
      `${address}?dryRun=true`,
      status === 'published' ? changes : { ...changes, status: 'published' },
    )
    const pages = body.pages.map(({ url, why }) =>
      element('li', {}, [element('span', { class: 'mono' }, [url]), ` ${why}`]),
    )
    const words = pages.length === 0 ? 'No page would change.' : `${pages.length} pages would change:`
    await ask(
      status === 'published' ? 'If you save' : 'If you publish',
      [element('p', {}, [words]), element('ul', { class: 'page-list' }, pages)],
      [{ text: 'Close', value: '', isMain: true }],
    )
  }

  /** Of what comes later, as if it were now. */
  function hourOfPublication(): string {
    const now = new Date().toISOString()
    const at = readDate(form) ?? now
    return at < now ? at : now
  }

  async function makePreviewLink(): Promise<void> {
    if (isDirty()) await save()
    const { body } = await api<{ url: string; expiresAt: string }>('POST', `/posts/${start.id}/preview-links`)
    await navigator.clipboard?.writeText(body.url).catch(() => {})
    const input = element('input', { value: body.url, readonly: '', 'aria-label': 'Preview link' })
    await ask(
      'Preview link',
      [
        element('p', {}, [
          `It is copied. Whoever has it sees this post until ${new Date(body.expiresAt).toLocaleString()}.`,
        ]),
        input,
      ],
      [{ text: 'Close', value: '', isMain: true }],
    )
  }

  async function chooseCover(): Promise<void> {
    const [file] = await chooseFiles('image/*')
    if (!file) return
    try {
      const { url } = await upload(file, (share) => say(`Uploading ${file.name}: ${Math.round(share * 100)} %`))
      part<HTMLInputElement>('#coverUrl').value = url
      changed()
      part<HTMLInputElement>('#coverAlt').focus()
    } catch (error) {
      say(error instanceof Error ? error.message : 'The file was not uploaded', true)
    }
  }

  function chooseFiles(accept: string): Promise<File[]> {
    const input = part<HTMLInputElement>('[data-file]')
    input.accept = accept
    input.value = ''
    return new Promise((done) => {
      input.onchange = () => done([...(input.files ?? [])])
      input.oncancel = () => done([])
      input.click()
    })
  }

  /** What was typed before and not saved: here or, when that is newer, in another browser. */
  async function offerRecovery(): Promise<void> {
    const local = JSON.parse(localStorage.getItem(localKey) ?? 'null') as { fields: Fields; at: number } | null
    const { body } = await api<{ autosave: { fields: Fields; savedAt: string } | null }>(
      'GET',
      `/posts/${start.id}/autosave`,
    )
    const remote = body.autosave && { fields: body.autosave.fields, at: Date.parse(body.autosave.savedAt) }
    const kept = remote && (!local || remote.at > local.at + 60_000) ? remote : (local ?? remote)
    if (!kept || JSON.stringify({ ...readFields(form), ...kept.fields }) === saved) return
    const banner = part('[data-recovery]')
    const restore = element('button', { type: 'button', class: 'quiet' }, ['Bring it back'])
    const forget = element('button', { type: 'button', class: 'plain' }, ['Forget it'])
    restore.addEventListener('click', () => {
      banner.hidden = true
      showFields(form, kept.fields)
      setText(String(kept.fields.markdown ?? ''))
      changed()
    })
    forget.addEventListener('click', () => {
      banner.hidden = true
      localStorage.removeItem(localKey)
      void api('DELETE', `/posts/${start.id}/autosave`).catch(() => {})
    })
    banner.replaceChildren(
      `What was typed on ${new Date(kept.at).toLocaleString()} was not saved. `,
      restore,
      ' ',
      forget,
    )
    banner.hidden = false
  }

  // Everything together

  const toolbar = part('[data-toolbar]')
  const tool = (words: string, name: string, act: () => void) => {
    const icon = element('span', { 'aria-hidden': 'true' }, [words])
    const button = element('button', { type: 'button', title: name, 'aria-label': name }, [icon])
    button.addEventListener('click', act)
    return button
  }
  toolbar.append(
    ...TOOLS.map((one) => tool(one.text, one.title, () => one.run(text))),
    tool('Link', 'Link (Ctrl+K)', () => void insertLink(text)),
    tool(
      'Picture',
      'Picture or file',
      () => void chooseFiles('').then((files) => insertFiles(files, text, (words) => say(words))),
    ),
    tool('Full', 'Full screen', () => {
      if (document.fullscreenElement) void document.exitFullscreen()
      else void form.requestFullscreen()
    }),
  )
  toolbar.hidden = false
  for (const selector of ['[data-which]', '[data-preview-link]', '[data-cover]']) part(selector).hidden = false
  part('[data-which]').addEventListener('click', () => void showWhatWouldChange().catch(sayError))
  part('[data-preview-link]').addEventListener('click', () => void makePreviewLink().catch(sayError))
  part('[data-cover]').addEventListener('click', () => void chooseCover())
  part<HTMLDetailsElement>('[data-revisions]').addEventListener('toggle', (event) => {
    if ((event.target as HTMLDetailsElement).open) void showRevisions().catch(sayError)
  })
  for (const button of form.querySelectorAll<HTMLElement>('[data-toggle]')) {
    button.addEventListener('click', () => toggle(button.dataset.toggle ?? ''))
  }
  if (window.innerWidth < 900) toggle('preview', false)

  function sayError(error: unknown): void {
    if (error instanceof ApiError && error.problem.status === 401) void signInAgain()
    else say(error instanceof Error ? error.message : 'This did not work', true)
  }

  form.addEventListener('input', (event) => {
    if (event.target instanceof Element && !event.target.closest('dialog')) changed()
  })
  form.addEventListener('submit', (event) => {
    const action = (event.submitter as HTMLButtonElement | null)?.value ?? 'save'
    if (action === 'save' || action === 'publish') {
      event.preventDefault()
      const publication = { status: 'published', publishedAt: readDate(form) ?? new Date().toISOString() }
      void save(action === 'publish' ? publication : {})
    } else isLeaving = true
  })
  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return
    const act = { s: () => void save(), '.': () => toggle('settings') }[event.key]
    if (act || (event.shiftKey && event.key.toLowerCase() === 'p')) {
      event.preventDefault()
      if (act) act()
      else toggle('preview')
    }
  })
  title.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    text.focus()
  })
  window.addEventListener('beforeunload', (event) => {
    if (isDirty() && !isLeaving) event.preventDefault()
  })
  // Back on line: what was kept here goes to the server.
  window.addEventListener('online', () => void keep())
  part<HTMLIFrameElement>('[data-preview]').addEventListener('load', () => void preview())

  growTitle()
  sayWhatPublishingDoes()
  void preview()
  void offerRecovery().catch(() => {})
  if (!title.value) title.focus()
}

function clock(at = new Date()): string {
  return at.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
}
