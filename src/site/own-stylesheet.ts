/**
 * The stylesheet that the owner wrote, in a file of its own: it cannot end an element of a page, and its address holds
 * its hash, so that it may be kept for ever. It is read when it is asked for; whatever address somebody makes up, the
 * bytes under it are those of its hash, or there are none.
 */
import type { Context } from 'hono'
import { ownStylesheetPath, type Settings } from '../content/index.ts'

export function ownStylesheetHandler(readSettings: () => Promise<Settings>) {
  return async (c: Context): Promise<Response> => {
    const { customCss } = await readSettings()
    if (!customCss.trim()) return c.text('There is no such stylesheet.\n', 404, { 'Cache-Control': 'no-store' })
    const address = ownStylesheetPath(customCss)
    // A page that is not rendered anew yet asks for the stylesheet before this one.
    if (c.req.path !== address)
      return new Response(null, { status: 302, headers: { Location: address, 'Cache-Control': 'no-store' } })
    return c.body(customCss, 200, {
      'Content-Type': 'text/css; charset=utf-8',
      'Cache-Control': 'public, max-age=31536000, immutable',
      'X-Content-Type-Options': 'nosniff',
    })
  }
}
