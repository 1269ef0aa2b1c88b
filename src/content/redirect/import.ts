/** A file of redirects, brought in as a whole or not at all. The same file again changes nothing. */
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { canonicalPath } from '../../cache/index.ts'
import type { Drizzle, WriteTransaction } from '../../db/index.ts'
import { type PostKind, post, redirect } from '../../db/schema.ts'
import { audit } from '../audit.ts'
import { ContentError } from '../errors.ts'
import { matchPermalink, pagePath, postPath } from '../permalink.ts'
import { readSettings } from '../settings/writes.ts'
import { type LineRemark, MAX_LINES, type RedirectLine, readRedirectFile, writeRedirectFile } from './file.ts'
import { checkedRedirect, type RedirectStatus } from './writes.ts'

export interface RedirectImport {
  readonly lines: number
  readonly created: number
  readonly changed: number
  readonly same: number
  /** With any of these nothing is written. */
  readonly problems: readonly LineRemark[]
  readonly skipped: readonly LineRemark[]
  /** What is written and may not do what somebody expects. */
  readonly notes: readonly LineRemark[]
}

interface Wanted {
  readonly source: string
  readonly target: string | null
  readonly postId: number | null
  readonly status: RedirectStatus
}

export async function importRedirects(tx: WriteTransaction, text: string, siteUrl: string): Promise<RedirectImport> {
  const { lines, problems: unreadable, skipped } = readRedirectFile(text, siteUrl)
  const problems = [...unreadable]
  const notes: LineRemark[] = []
  const posts = await postsNamed(tx, lines)
  const wanted = new Map<string, { readonly line: RedirectLine; readonly values: Wanted }>()
  for (const line of lines) {
    const remark = (message: string) => ({
      ...{ line: line.line, text: [line.source, line.target ?? ''].join(' ').trim(), message },
    })
    const postId = line.post === null ? undefined : posts.get(line.post)
    if (line.post !== null && postId === undefined)
      notes.push(remark(`There is no ${line.post}; it leads to the address instead.`))
    try {
      const { source, target, status } = line
      const goal = postId === undefined ? { target } : { postId }
      const values = checkedRedirect({ source, ...goal, status: status as RedirectStatus })
      const earlier = wanted.get(values.source)
      if (!earlier) wanted.set(values.source, { line, values })
      else if (!isSame(earlier.values, values))
        problems.push(remark(`Line ${earlier.line.line} sends the same address elsewhere.`))
    } catch (error) {
      if (!(error instanceof ContentError)) throw error
      problems.push(remark(error.message))
    }
  }
  if (lines.length > MAX_LINES)
    problems.push({
      line: MAX_LINES + 1,
      text: '',
      message: `A file may have ${MAX_LINES.toLocaleString('en')} lines.`,
    })
  const known = await existing(tx)
  const values = [...wanted.values()].map((entry) => entry.values)
  const created = values.filter(({ source }) => !known.has(source))
  const changed = values.filter((value) => {
    const before = known.get(value.source)
    return before !== undefined && !isSame(before, value)
  })
  notes.push(...(await unreached(tx, wanted)), ...circles(wanted, known))
  if (problems.length === 0)
    await store(tx, [...created, ...changed], { created: created.length, changed: changed.length })
  return {
    ...{ lines: lines.length + unreadable.length + skipped.length, created: created.length, changed: changed.length },
    ...{ same: values.length - created.length - changed.length, skipped },
    problems: inOrder(problems),
    notes: inOrder(notes),
  }
}

/** All of them as CSV, which `importRedirects` takes. */
export async function exportRedirects(db: Drizzle): Promise<string> {
  const { permalink, timeZone } = await readSettings(db)
  const rows = await db
    .select({ source: redirect.source, target: redirect.target, status: redirect.status, post: postColumns })
    .from(redirect)
    .leftJoin(post, eq(post.id, redirect.postId))
    .orderBy(asc(redirect.source))
  return writeRedirectFile(
    rows.map(({ source, target, status, post }) => ({
      ...{ source, status },
      target: post ? (post.kind === 'page' ? pagePath(post) : postPath(permalink, timeZone, post)) : (target ?? ''),
      post: post ? `${post.kind}/${post.slug}` : '',
    })),
  )
}

const postColumns = { id: post.id, kind: post.kind, slug: post.slug, publishedAt: post.publishedAt }

const CHUNK = 1000

async function store(tx: WriteTransaction, values: readonly Wanted[], counts: object): Promise<void> {
  if (values.length === 0) return
  for (let at = 0; at < values.length; at += CHUNK) {
    await tx
      .insert(redirect)
      .values(values.slice(at, at + CHUNK))
      .onConflictDoUpdate({
        target: redirect.source,
        set: { target: sql`excluded.target`, postId: sql`excluded.post_id`, status: sql`excluded.status` },
      })
  }
  await audit(tx, 'redirect.import', 'redirects', counts)
}

function isSame(a: Wanted, b: Wanted): boolean {
  return a.target === b.target && a.postId === b.postId && a.status === b.status
}

async function existing(tx: WriteTransaction): Promise<Map<string, Wanted>> {
  const { source, target, postId, status } = redirect
  const rows = await tx.select({ source, target, postId, status }).from(redirect)
  return new Map(rows.map((row) => [row.source, { ...row, status: row.status as RedirectStatus }]))
}

/** Ids of the posts that lines name, by `kind/slug`. */
async function postsNamed(tx: WriteTransaction, lines: readonly RedirectLine[]): Promise<Map<string, number>> {
  const slugs = [...new Set(lines.flatMap(({ post }) => (post ? [post.replace(/^\w+\//, '')] : [])))]
  if (slugs.length === 0) return new Map()
  const rows = await tx
    .select({ id: post.id, kind: post.kind, slug: post.slug })
    .from(post)
    .where(and(inArray(post.slug, slugs), isNull(post.deletedAt)))
  return new Map(rows.map(({ id, kind, slug }) => [`${kind}/${slug}`, id]))
}

/** What the process answers before any redirect is asked for. */
const OWN =
  /^\/(?:(?:admin|api|assets|media)(?:\/|$)|(?:healthz|readyz|metrics|archive|tags|search|robots\.txt|(?:rss|atom|sitemap)\.xml|feed\.json)$)/

/** Redirects that no reader meets, as something stands at their address. */
async function unreached(
  tx: WriteTransaction,
  wanted: ReadonlyMap<string, { readonly line: RedirectLine }>,
): Promise<LineRemark[]> {
  const { permalink } = await readSettings(tx)
  const standing = new Map<string, { kind: PostKind; slug: string }>()
  for (const source of wanted.keys()) {
    const slug = matchPermalink(permalink, source)
    if (slug !== undefined) standing.set(source, { kind: 'post', slug })
    else standing.set(source, { kind: 'page', slug: decodeURIComponent(source.slice(1)) })
  }
  const slugs = [...new Set([...standing.values()].map(({ slug }) => slug))]
  const rows = await tx
    .select({ kind: post.kind, slug: post.slug })
    .from(post)
    .where(and(inArray(post.slug, slugs), eq(post.status, 'published'), isNull(post.deletedAt)))
  const isThere = new Set(rows.map(({ kind, slug }) => `${kind}/${slug}`))
  return [...wanted].flatMap(([source, { line }]) => {
    const { kind, slug } = standing.get(source) ?? { kind: 'page', slug: '' }
    const message = OWN.test(source)
      ? 'This is an address of the site itself, which comes first.'
      : isThere.has(`${kind}/${slug}`)
        ? `A ${kind} is at this address, and comes first.`
        : undefined
    return message === undefined ? [] : [{ line: line.line, text: source, message }]
  })
}

const MAX_STEPS = 20

/** Redirects that lead back to themselves, over others of the file or the site. */
function circles(
  wanted: ReadonlyMap<string, { readonly line: RedirectLine; readonly values: Wanted }>,
  known: ReadonlyMap<string, Wanted>,
): LineRemark[] {
  const next = (source: string) => {
    const target = (wanted.get(source)?.values ?? known.get(source))?.target
    return target?.startsWith('/') ? canonicalPath(target) : undefined
  }
  return [...wanted].flatMap(([source, { line }]) => {
    const way = [source]
    for (let at = next(source); at !== undefined && way.length <= MAX_STEPS; at = next(at)) {
      way.push(at)
      if (at === source)
        return [{ line: line.line, text: source, message: `It leads in a circle: ${way.join(' → ')}.` }]
    }
    return []
  })
}

function inOrder(remarks: readonly LineRemark[]): LineRemark[] {
  return [...remarks].sort((a, b) => a.line - b.line)
}
