/**
 * Files of redirects, as people bring them along: CSV with or without a header (ours, that of WordPress' "Redirection", a
 * spreadsheet's), or the lines of a `_redirects` file (Netlify, Cloudflare). Pure: text in, lines and problems out.
 */
import { csvLine, readCsv } from './csv.ts'

export interface RedirectLine {
  readonly line: number
  readonly source: string
  readonly target: string | null
  readonly status: number
  /** The post that it follows, `post/slug` or `page/slug`. */
  readonly post: string | null
}

/** Something to say about a line. */
export interface LineRemark {
  readonly line: number
  readonly text: string
  readonly message: string
}

export interface RedirectFile {
  readonly lines: readonly RedirectLine[]
  /** What cannot be taken. */
  readonly problems: readonly LineRemark[]
  /** What is left out on purpose. */
  readonly skipped: readonly LineRemark[]
}

export const MAX_LINES = 10_000

/** What one line says, before it is looked at. */
interface RawLine {
  readonly line: number
  readonly source: string
  readonly target: string
  readonly status: string
  readonly post: string
  readonly problem?: string | undefined
  readonly skip?: string | undefined
}

export function readRedirectFile(text: string, siteUrl: string): RedirectFile {
  const clean = text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
  const raw = looksLikeRedirectsFile(clean) ? redirectsFileLines(clean) : csvLines(clean)
  const lines: RedirectLine[] = []
  const problems: LineRemark[] = []
  const skipped: LineRemark[] = []
  for (const entry of raw) {
    const remark = (message: string) => ({ line: entry.line, text: `${entry.source} ${entry.target}`.trim(), message })
    if (entry.skip) {
      skipped.push(remark(entry.skip))
      continue
    }
    const source = ownPath(entry.source, siteUrl)
    const status = entry.status === '' ? 301 : Number(entry.status)
    const problem = entry.problem ?? problemOf(source, entry, status)
    if (problem || source === undefined) problems.push(remark(problem ?? 'This is no address of this site.'))
    else {
      const target = entry.target === '' ? null : (ownPath(entry.target, siteUrl) ?? entry.target)
      lines.push({ line: entry.line, source, target, status, post: entry.post || null })
    }
  }
  return { lines, problems, skipped }
}

/** Header and lines as `readRedirectFile` takes them. */
export function writeRedirectFile(
  rows: readonly { source: string; target: string; status: number; post: string }[],
): string {
  const header = csvLine(['source', 'target', 'status', 'post'])
  return (
    header + rows.map(({ source, target, status, post }) => csvLine([source, target, String(status), post])).join('')
  )
}

const STATUSES = new Set([301, 302, 307, 308, 410])

function problemOf(source: string | undefined, { target, status: written }: RawLine, status: number) {
  if (source === undefined) return 'From which address? It begins with /, or is a URL of this site.'
  if (/[*]|\/:[a-z]/i.test(source)) return 'Patterns are not taken: write one line for each address.'
  if (/[?#]/.test(source)) return 'An address with ? or # cannot be redirected: those are not part of it.'
  if (status === 200) return 'This is no redirect but a rewrite; there are none here.'
  if (!STATUSES.has(status)) return `"${written}" is no kind of redirect: 301, 302, 307, 308 or 410.`
  if (/:splat|\/:[a-z]/i.test(target.replace(/^https?:\/\//, '')))
    return 'Patterns are not taken: write one line for each address.'
  return undefined
}

/** The path of a URL of this site; a path as it is. Undefined for what is neither. */
function ownPath(written: string, siteUrl: string): string | undefined {
  if (written.startsWith('/')) return written
  if (!URL.canParse(written)) return undefined
  const url = new URL(written)
  const bare = (host: string) => host.replace(/^www\./, '')
  return bare(url.host) === bare(new URL(siteUrl).host) ? url.pathname + url.search + url.hash : undefined
}

function looksLikeRedirectsFile(text: string): boolean {
  const first = text.split('\n').find((line) => line.trim() !== '' && !line.trim().startsWith('#')) ?? ''
  return /^\s*(?:\/|https?:\/\/)[^\s,;]*\s+(?:\/|https?:\/\/|\d{3}\b|\w+=)/.test(first) && !/^\S+\t/.test(first.trim())
}

/** `/from [query=…] /to [status[!]] [Condition=…]` */
function redirectsFileLines(text: string): RawLine[] {
  return text.split('\n').flatMap((written, index): RawLine[] => {
    const [source = '', ...rest] = written
      .replace(/(?:^|\s)#.*$/, '')
      .split(/\s+/)
      .filter(Boolean)
    if (source === '') return []
    const isTarget = (word: string) => /^(?:\/|https?:\/\/)/.test(word)
    const target = rest.find(isTarget) ?? ''
    const status = rest.find((word) => /^\d{3}!?$/.test(word)) ?? ''
    const others = rest.filter((word) => word !== target && word !== status)
    const problem = others.length > 0 ? `Conditions are not taken: ${others.join(' ')}.` : undefined
    return [{ line: index + 1, source, target, status: status.replace('!', ''), post: '', problem }]
  })
}

type Column = 'source' | 'target' | 'status' | 'code' | 'regex' | 'post'

const COLUMN_OF: Readonly<Record<string, Column>> = {
  ...{ source: 'source', from: 'source', old: 'source', 'old url': 'source', 'from url': 'source', path: 'source' },
  ...{ target: 'target', to: 'target', new: 'target', 'new url': 'target', 'to url': 'target', destination: 'target' },
  ...{ status: 'status', code: 'code', 'http code': 'code', 'status code': 'code', regex: 'regex', post: 'post' },
}
const BY_PLACE: readonly Column[] = ['source', 'target', 'status']

function csvLines(text: string): RawLine[] {
  const rows = readCsv(text)
  const names = rows[0]?.cells.map((cell) => COLUMN_OF[cell.toLowerCase().replaceAll(/[_-]/g, ' ')]) ?? []
  const hasHeader = names.includes('source')
  const columns = hasHeader ? names : BY_PLACE
  // Where the code has its own column, "status" says whether it is switched on.
  const hasCode = columns.includes('code')
  return rows.slice(hasHeader ? 1 : 0).map(({ line, cells }) => {
    const cell = (column: Column) => cells[columns.indexOf(column)] ?? ''
    const isOff = hasCode && cell('status') === 'disabled'
    const isPattern = columns.includes('regex') && cell('regex') === '1'
    return {
      ...{ line, source: cell('source'), target: cell('target'), post: cell('post') },
      status: cell(hasCode ? 'code' : 'status'),
      problem: isPattern ? 'Patterns are not taken: write one line for each address.' : undefined,
      skip: isOff ? 'It is switched off there.' : undefined,
    }
  })
}
