/** Finds the files that a post shows. */
import { createHash } from 'node:crypto'
import { access, readFile } from 'node:fs/promises'
import path from 'node:path'

/** Folders that generators copy to the root of a site. */
const PUBLIC_FOLDERS = ['', 'static', 'public', 'assets', '../static', '../public', '../assets']

export interface FoundFile {
  readonly file: string
  readonly bytes: Uint8Array
  readonly hash: string
}

/** The file at an address written in `from`; undefined when the address is of another kind or there is none. */
export async function findFile(root: string, from: string, address: string): Promise<FoundFile | undefined> {
  for (const candidate of candidates(root, from, address)) {
    try {
      await access(candidate)
      const bytes = await readFile(candidate)
      return { file: path.basename(candidate), bytes, hash: createHash('sha256').update(bytes).digest('hex') }
    } catch {
      // The next place, or nowhere.
    }
  }
  return undefined
}

function candidates(root: string, from: string, address: string): string[] {
  const name = decode(address.split(/[?#]/, 1)[0] ?? '')
  if (!name || isElsewhere(address)) return []
  const places = name.startsWith('/')
    ? PUBLIC_FOLDERS.map((folder) => path.join(root, folder, name))
    : [
        path.join(root, path.dirname(from), name),
        ...(/\/index\.\w+$/.test(from) ? [] : [path.join(root, from.replace(/\.\w+$/, ''), name)]),
      ]
  // Only what belongs to the site: an address must not reach into the rest of the disk.
  const bounds = [root, ...PUBLIC_FOLDERS.slice(-3).map((folder) => path.join(root, folder))].map(
    (folder) => path.resolve(folder) + path.sep,
  )
  return places.map((place) => path.resolve(place)).filter((place) => bounds.some((bound) => place.startsWith(bound)))
}

/** Whether an address names another site, a mail address, a part of the page, or data. */
export function isElsewhere(address: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i.test(address)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
