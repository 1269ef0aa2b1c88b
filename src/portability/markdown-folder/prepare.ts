/** One planned post with everything it needs: its pictures found, its links known, and a hash of the whole. */
import { createHash } from 'node:crypto'
import { linkTarget } from './link-target.ts'
import { type AddressedText, isImageFile, readAddresses } from './links.ts'
import { type FoundFile, isElsewhere, type MediaFinder } from './media.ts'
import { noticesOf } from './notices.ts'
import type { ImportPlan, PlannedPost } from './plan.ts'
import type { Warning } from './report.ts'
import { importKeyOf } from './source-file.ts'

export interface PreparedPost {
  readonly key: string
  readonly post: PlannedPost
  /** Of all that the import writes: the same files, links and settings give the same hash. */
  readonly hash: string
  readonly media: readonly FoundFile[]
  readonly warnings: readonly Warning[]
  /** The text and cover, with the addresses that its files have now. */
  withMedia(urlOf: (media: FoundFile) => string | undefined): { markdown: string; coverUrl: string | null }
}

/** Another way of importing makes other hashes, so that the next run updates what is there. */
const FORMAT = 1

export async function preparePost(plan: ImportPlan, post: PlannedPost, finder: MediaFinder): Promise<PreparedPost> {
  const { file, fields, body, bodyLine } = post
  const text = readAddresses(body)
  const inFile = (line: number) => bodyLine + line - 1
  const warnings: Warning[] = noticesOf(text, file).map(({ line, message }) => ({ file, line: inFile(line), message }))
  const wanted = filesWanted(text, post)
  const files = await findFiles(wanted, post, finder, warnings)
  const links = new Map<string, string>()
  for (const { address, line } of text.addresses) {
    if (files.has(address) || links.has(address)) continue
    const { to, missing } = linkTarget(address, post, plan)
    if (to !== undefined) links.set(address, to)
    // Of files that are missing it was said already.
    if (missing !== undefined && !wanted.has(address))
      warnings.push({ file, line: inFile(line), message: `the link to "${missing}" leads to nothing that is imported` })
  }

  const withMedia = (urlOf: (media: FoundFile) => string | undefined) => {
    const urlFor = (address: string) => {
      const media = files.get(address)
      return media ? urlOf(media) : links.get(address)
    }
    const { cover } = fields
    const coverUrl = cover && (files.has(cover) ? urlFor(cover) : isElsewhere(cover) ? cover : undefined)
    return { markdown: text.rewrite(({ address }) => urlFor(address)), coverUrl: coverUrl ?? null }
  }
  const media = [...new Map([...files.values()].map((found) => [found.hash, found])).values()]
  const written = withMedia(({ hash }) => `/media/${hash}`)
  const { kind, slug, title, oldPaths } = post
  const hash = createHash('sha256')
    .update(JSON.stringify([FORMAT, kind, slug, title, oldPaths, fields, written]))
    .digest('hex')
  return { key: importKeyOf(file), post, hash, media, warnings, withMedia }
}

/** Files of other kinds than pictures are taken along when they are linked to. */
const LINKED_FILE = /\.(?:pdf|mp4|webm|mp3|ogg|m4a|wav|txt|csv|zip|epub|ics|json)(?:[?#]|$)/i

/** Addresses that should be files, and the line of each in the file. */
function filesWanted(text: AddressedText, { fields, bodyLine }: PlannedPost): Map<string, number | undefined> {
  const wanted = new Map<string, number | undefined>()
  for (const { address, isImage, line } of text.addresses) {
    const isFile = isImage || isImageFile(address) || LINKED_FILE.test(address)
    if (isFile && !isElsewhere(address) && !wanted.has(address)) wanted.set(address, bodyLine + line - 1)
  }
  if (fields.cover && !isElsewhere(fields.cover) && !wanted.has(fields.cover)) wanted.set(fields.cover, undefined)
  return wanted
}

async function findFiles(
  wanted: ReadonlyMap<string, number | undefined>,
  { file }: PlannedPost,
  finder: MediaFinder,
  warnings: Warning[],
): Promise<Map<string, FoundFile>> {
  const files = new Map<string, FoundFile>()
  for (const [address, line] of wanted) {
    const found = await finder.find(file, address)
    if (found) files.set(address, found)
    else warnings.push({ file, ...(line !== undefined && { line }), message: `the file "${address}" is missing` })
  }
  return files
}
