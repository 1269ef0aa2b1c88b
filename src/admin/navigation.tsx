/** Menus. */
import { NavigationPage } from '../../templates/admin/navigation.tsx'
import { CallError, call } from './call.ts'
import type { Admin, AdminContext } from './env.ts'
import { framed } from './frame.tsx'

interface Item {
  readonly menu?: string
  readonly label: string
  readonly url?: string | null
  readonly postId?: number | null
}

const MENUS = ['main', 'footer']

export function navigationRoutes(admin: Admin): void {
  const page = async (c: AdminContext, refused?: { menu: string; items: Item[]; problem: string }) => {
    const { items } = await call(c, 'GET', '/navigation')
    const menus = MENUS.map((name) => {
      const isRefused = refused?.menu === name
      const rows = isRefused ? refused.items : items.filter(({ menu }: Item) => menu === name)
      return {
        ...{ name, problem: isRefused ? refused.problem : undefined },
        rows: rows.map(({ label, url, postId = null }: Item) => ({
          label,
          url: url ?? (postId ? `post ${postId}` : ''),
          postId,
        })),
      }
    })
    return framed(c, { title: 'Navigation', ...(refused && { status: 422 }) }, <NavigationPage menus={menus} />)
  }
  admin.get('/navigation', (c) => page(c))
  admin.post('/navigation/:menu{[a-z]+}', async (c) => {
    const form = await c.req.parseBody({ all: true })
    const [labels, urls, postIds] = ['label', 'url', 'postId'].map((name) => [form[name] ?? []].flat().map(String))
    const items = (labels ?? [])
      .map((label, i) => ({ label: label.trim(), url: urls?.[i]?.trim() ?? '', postId: Number(postIds?.[i]) || null }))
      .filter(({ label }) => label !== '')
      .map(({ label, url, postId }) => (postId ? { label, postId } : { label, url }))
    const { menu } = c.req.param()
    try {
      await call(c, 'PUT', `/navigation/${menu}`, { items })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      return page(c, { menu, items, problem: error.message })
    }
    return c.redirect('/admin/navigation?done=Saved.', 303)
  })
}
