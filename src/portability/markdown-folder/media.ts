/** Finds the files that posts show, where generators keep them. */
import { createHash } from 'node:crypto'
import { readFile, realpath, stat } from 'node:fs/promises'
import path from 'node:path'

export interface FoundFile {
  /** Where it lies. */
  readonly place: string
  /** SHA-256 of its bytes. */
  readonly hash: string
}

/** Folders that generators copy to the root of a site, and those in which authors keep pictures there. */
const PUBLIC_FOLDERS = ['static', 'public', 'assets', 'src/assets', 'source']
const PICTURE_FOLDERS = /^(?:assets|images?|img|static|media|uploads?|files|pictures|photos|wp-content)$/
/** Names that tell that the imported folder lies deeper in its site, such as `src/content/blog`. */
const CONTENT_FOLDERS = /^(?:src|source|content|pages|posts|blog|docs|_posts|_drafts|_pages)$/
const LEVELS_ABOVE = 3

export class MediaFinder {
  readonly #root: string
  readonly #known = new Map<string, Promise<FoundFile | undefined>>()

  constructor(root: string) {
    this.#root = root
  }

  /** The file at an address that stands in a post; undefined when there is none. */
  async find(file: string, address: string): Promise<FoundFile | undefined> {
    for (const place of this.#places(file, address)) {
      const known = this.#known.get(place) ?? read(place)
      this.#known.set(place, known)
      const found = await known
      // Links of the file system must not lead out of the site either.
      if (found && this.#isOfSite(await realpath(place), await realpath(this.#root))) return found
    }
    return undefined
  }

  #places(file: string, address: string): string[] {
    const name = decoded(address.split(/[?#]/, 1)[0] ?? '')
    if (!name || name.includes('\0') || isElsewhere(address)) return []
    const places = name.startsWith('/') ? this.#absolutePlaces(name) : this.#relativePlaces(file, name)
    return [...new Set(places.map((place) => path.resolve(place)))].filter((place) => this.#isOfSite(place, this.#root))
  }

  #relativePlaces(file: string, name: string): string[] {
    const here = path.join(this.#root, path.dirname(file), name)
    // A post's own folder may stand beside it: hello.md and hello/picture.png.
    const beside = path.join(this.#root, file.replace(/\.\w+$/, ''), name)
    // Zola and Jekyll also take "images/a.png" from the root of the site.
    return [here, beside, ...this.#absolutePlaces(`/${name}`)]
  }

  #absolutePlaces(name: string): string[] {
    return foldersAbove(this.#root).flatMap((folder) => [
      ...PUBLIC_FOLDERS.map((publicFolder) => path.join(folder, publicFolder, name)),
      path.join(folder, name),
    ])
  }

  /** In the folder itself, or above it in one that holds a site's pictures: never elsewhere on the disk. */
  #isOfSite(place: string, root: string): boolean {
    if (isInside(place, root)) return true
    return foldersAbove(root).some((folder) => {
      if (!isInside(place, folder)) return false
      const [first = '', second = ''] = path.relative(folder, place).split(path.sep)
      return (
        PUBLIC_FOLDERS.includes(first) || PUBLIC_FOLDERS.includes(`${first}/${second}`) || PICTURE_FOLDERS.test(first)
      )
    })
  }
}

/** The folder itself and those above it, up to the site's own; never the disk's root. */
function foldersAbove(root: string): string[] {
  const above = [root]
  for (let n = 0; n < LEVELS_ABOVE; n++) above.push(path.dirname(above.at(-1) ?? root))
  const site = above.slice(0, -1).findLastIndex((folder) => CONTENT_FOLDERS.test(path.basename(folder))) + 1
  return above.slice(0, Math.max(site, 1) + 1).filter((folder) => folder !== path.dirname(folder))
}

function isInside(place: string, folder: string): boolean {
  return place.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep)
}

async function read(place: string): Promise<FoundFile | undefined> {
  const info = await stat(place).catch(() => undefined)
  if (!info?.isFile()) return undefined
  return {
    place,
    hash: createHash('sha256')
      .update(await readFile(place))
      .digest('hex'),
  }
}

/** Whether an address names another site, a mail address, a part of the page, or data. */
export function isElsewhere(address: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:|\/\/|#|\?)/i.test(address)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
