/** The site as it would be with settings that are not saved: they are, it is looked at, and they are taken back. */
import {
  listPosts,
  OWNER_SETTINGS,
  ownStylesheetPath,
  policyWithCode,
  postPath,
  readSettings,
  type Settings,
  settingsSchema,
  writeSettings,
} from '../content/index.ts'
import { readerOf, rollingBack, type WriteTransaction } from '../db/index.ts'
import type { AdminContext } from './env.ts'
import { mayDo } from './frame.tsx'

/**
 * Whatever the page holds, it is a page of nobody: it has no session and no origin, so that the owner's code can neither
 * read nor do anything in the admin.
 */
const APART = 'sandbox allow-scripts'
const WITHOUT_SCRIPTS =
  "sandbox; default-src 'none'; img-src * data:; media-src *; style-src 'self' 'unsafe-inline'; font-src 'self'; base-uri 'none'; frame-ancestors 'self'; form-action 'none'"

export async function showSettings(c: AdminContext, page: string, values: Record<string, unknown>): Promise<Response> {
  if (!mayDo(c, 'settings:write')) return c.text('Your role may not change settings.\n', 403)
  const { body, contentType, settings } = await siteWith(c, values, page)
  const { headCode, footCode, customCss } = settings
  const code = headCode + footCode
  const link = `<link rel="stylesheet" href="${ownStylesheetPath(customCss)}"/>`
  // A stylesheet that is not saved has no address yet. In CSS an escaped slash is a slash.
  const style = `<style>${customCss.replaceAll('</', '<\\/')}</style>`
  return c.body(
    body.replace(link, () => style),
    200,
    {
      'Content-Type': contentType,
      'Content-Security-Policy': code ? `${APART}; ${policyWithCode(code)}` : WITHOUT_SCRIPTS,
      'X-Frame-Options': 'SAMEORIGIN',
      'X-Robots-Tag': 'noindex',
    },
  )
}

interface Look {
  readonly body: string
  readonly contentType: string
  readonly settings: Settings
}

/** @param page `post` for the newest one, `robots`, otherwise the home page */
export function siteWith(c: AdminContext, values: Record<string, unknown>, page: string): Promise<Look> {
  const { db, sessionIn } = c.var.deps
  return rollingBack(
    db,
    'preview',
    (tx) => writeSettings(tx, allowed(c, values)),
    async (tx) => {
      const settings = await readSettings(tx)
      const session = await sessionIn(readerOf(tx))
      const path = page === 'robots' ? '/robots.txt' : page === 'post' ? await newestPost(tx, settings) : '/'
      const { body, contentType } = await session.render(path)
      return { body, contentType, settings }
    },
  )
}

/** What is valid of what was typed, and theirs to change. */
function allowed(c: AdminContext, values: Record<string, unknown>): Partial<Settings> {
  const isOwner = c.var.signedIn.account.role === 'owner'
  const shape: Record<string, { safeParse(value: unknown): { success: boolean; data?: unknown } }> =
    settingsSchema.shape
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      if (!isOwner && (OWNER_SETTINGS as readonly string[]).includes(name)) return []
      const parsed = shape[name]?.safeParse(value)
      return parsed?.success ? [[name, parsed.data]] : []
    }),
  )
}

async function newestPost(tx: WriteTransaction, { permalink, timeZone }: Settings): Promise<string> {
  const [newest] = await listPosts(tx, { kind: 'post', status: 'published', limit: 1 })
  return newest ? postPath(permalink, timeZone, newest) : '/'
}
