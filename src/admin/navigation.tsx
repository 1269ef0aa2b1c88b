/** Menus. Everything is a plain form; `browser/navigation.ts` does the same without sending it. */
import { type MenuRow, type MenuView, NavigationPage } from '../../templates/admin/navigation.tsx'
import { HearthProblem } from '../client/index.ts'
import type { Admin, AdminContext } from './env.ts'
import { asWritten, problemOf, textField } from './form.ts'
import { framed } from './frame.tsx'
import { menuCandidates } from './menu-candidates.ts'

const MENUS = ['main', 'footer']

export function navigationRoutes(admin: Admin): void {
  admin.get('/navigation', (c) => page(c))
  admin.get('/navigation/find', async (c) => c.json({ items: await menuCandidates(c, c.req.query('q') ?? '') }))
  admin.post('/navigation/:menu{[a-z]+}', async (c) => {
    const { menu } = c.req.param()
    const form = await c.req.parseBody({ all: true })
    const find = textField(form, 'find').trim()
    const written = textField(form, 'action')
    // Enter in the field for finding is not meant to save.
    const [action = '', detail = ''] = (written || (find ? 'find' : 'save')).split(/:(.*)/s)
    const rows = await typedRows(c, form)
    if (action === 'save' || action === 'preview') return store(c, { menu, rows, isTrial: action === 'preview' })
    const changed = { name: menu, rows: changedRows(rows, action, detail), find, isChanged: true }
    const candidates = action === 'find' ? await menuCandidates(c, find) : undefined
    return page(c, { ...changed, candidates })
  })
}

interface Sent {
  readonly menu: string
  readonly rows: readonly MenuRow[]
  readonly isTrial: boolean
}

async function store(c: AdminContext, { menu, rows, isTrial }: Sent): Promise<Response> {
  const filled = rows.filter(({ label, url, postId }) => label !== '' || url !== '' || postId !== null)
  const items = filled.map(({ label, url, postId }) => (postId ? { label, postId } : { label, url }))
  try {
    const input = { path: { menu }, body: { items } }
    if (isTrial) {
      const preview = await c.var.api.dryRun('PUT', '/navigation/{menu}', input)
      return page(c, { name: menu, rows: filled, isChanged: true, preview })
    }
    await c.var.api.put('/navigation/{menu}', input)
    return c.redirect('/admin/navigation?done=Saved.', 303)
  } catch (error) {
    const problem = problemOf(error)
    const problems = new Map(
      problem.errors.map(({ field, message }) => [/^items\.(\d+)/.exec(field)?.[1] ?? '', message]),
    )
    const marked = filled.map((row, i) => ({ ...row, problem: problems.get(String(i)) }))
    const general = problems.has('') || problems.size === 0 ? problem.message : undefined
    return page(c, { name: menu, rows: marked, isChanged: true, problem: general ?? 'Some entries are not right yet.' })
  }
}

type Shown = Partial<Omit<MenuView, 'name'>> & { readonly name: string; readonly rows: readonly MenuRow[] }

async function page(c: AdminContext, shown?: Shown): Promise<Response> {
  const { items } = await c.var.api.get('/navigation')
  const suggestions = await menuCandidates(c, '')
  const menus = MENUS.map((name): MenuView => {
    const stored = items.filter(({ menu }) => menu === name).map(({ url, ...item }) => ({ ...item, url: url ?? '' }))
    const view = { name, rows: stored, isChanged: false, find: '', candidates: suggestions }
    if (shown?.name !== name) return view
    const { candidates = suggestions, ...rest } = shown
    return { ...view, ...rest, candidates }
  })
  const options = { title: 'Navigation', scripts: ['navigation.js'], ...(shown?.problem && { status: 422 as const }) }
  return framed(c, options, <NavigationPage menus={menus} />)
}

/** As they are in the form, with what their posts are called. */
async function typedRows(c: AdminContext, form: Record<string, unknown>): Promise<MenuRow[]> {
  const [labels = [], urls = [], postIds = []] = ['label', 'url', 'postId'].map((name) =>
    [form[name] ?? []].flat().map(String),
  )
  const { items } = await c.var.api.get('/navigation')
  const rows: MenuRow[] = []
  for (const [i, label] of labels.entries()) {
    const postId = Number(postIds[i]) || null
    const post =
      postId === null ? null : (items.find((item) => item.postId === postId)?.post ?? (await postOf(c, postId)))
    rows.push({ label: label.trim(), url: postId ? '' : (urls[i]?.trim() ?? ''), postId, post })
  }
  return rows
}

async function postOf(c: AdminContext, id: number): Promise<MenuRow['post']> {
  for (const kind of ['page', 'post'] as const) {
    try {
      const { title, status, deletedAt } = await c.var.api.get(`/${kind}s/{id}`, { path: { id } })
      return { kind, title, isPublic: status === 'published' && deletedAt === null }
    } catch (error) {
      if (!(error instanceof HearthProblem)) throw error
    }
  }
  // The API will say that there is none.
  return null
}

function changedRows(rows: readonly MenuRow[], action: string, detail: string): MenuRow[] {
  const changed = [...rows]
  const at = Number(detail)
  if (action === 'add') changed.push(added(detail))
  else if (action === 'remove') changed.splice(at, 1)
  else if (action === 'up' || action === 'down') {
    const to = action === 'up' ? at - 1 : at + 1
    const [row] = changed.splice(at, 1)
    if (row) changed.splice(Math.max(0, to), 0, row)
  }
  return changed
}

function added(detail: string): MenuRow {
  try {
    const { label, url, postId, post } = asWritten<Partial<MenuRow>>(JSON.parse(detail))
    return { label: String(label ?? ''), url: String(url ?? ''), postId: Number(postId) || null, post: post ?? null }
  } catch {
    return { label: '', url: '', postId: null, post: null }
  }
}
