/** What the names of files say: slugs, languages, and the addresses that generators make of them. */
import path from 'node:path'
import { slugify } from '../../content/index.ts'
import { isJekyll, type PostFields } from './fields.ts'

/** File or bundle name, without date. `posts/2021-05-06-hello/index.md` gives `hello`. */
export function nameOf(file: string): string {
  const base = path.posix.basename(file).replace(/\.\w+$/, '')
  const [, bare = base, language] = /^(.+)\.([a-z]{2}(?:-[a-z]{2})?)$/i.exec(base) ?? []
  const isBundle = /^index$/i.test(bare)
  const name = isBundle ? path.posix.basename(path.posix.dirname(file)) : bare
  // "name@2" is how exports tell apart files of the same name.
  const plain = name.replace(/^\d{4}-\d{2}-\d{2}[-_]?(?=.)/, '').replace(/@\d+$/, '')
  return language && !/^md$/i.test(language) ? `${plain}-${language.toLowerCase()}` : plain
}

/** The slug that a file asks for. A page keeps the whole of its path, a post the last part. */
export function wantedSlug(fields: PostFields, file: string, title: string): string {
  const parts = [fields.slug, fields.oldPath]
    .map((text) => text?.replace(/\/index\.html?$/i, '').replace(/\.html?$/i, ''))
    .map((text) => text?.split('/').map(slugify).filter(Boolean) ?? [])
    .find(({ length }) => length > 0)
  if (parts) return fields.isPage ? parts.join('/') : (parts.at(-1) ?? '')
  return slugify(nameOf(file)) || slugify(title) || 'untitled'
}

/**
 * Addresses that a generator gave to a file which names none: Jekyll's from the date, everybody else's from the folders.
 * Empty when the folder alone does not tell.
 */
export function conventionalPaths(fields: PostFields, location: string): string[] {
  const name = nameOf(location)
  if (isJekyll(location)) {
    const date = /(\d{4})-(\d{2})-(\d{2})[-_][^/]*$/.exec(location)
    if (!date || fields.isDraft) return []
    const above = location
      .slice(0, location.search(/_posts\//))
      .split('/')
      .filter(Boolean)
    const folders = [...above, ...fields.categories.map(slugify), date[1], date[2], date[3]]
    const address = `/${folders.join('/')}/${fields.slug ?? name}`
    return [`${address}.html`, address]
  }
  const site = AFTER_CONTENT.exec(location)?.[1] ?? location
  const isBundle = /(?:^|\/)index(?:\.[\w-]+)?\.\w+$/i.test(site)
  const folders = site.split('/').slice(0, isBundle ? -2 : -1)
  if (folders.length === 0 && site === location) return []
  const visible = folders.filter((folder) => !folder.startsWith('_'))
  // Some generators leave the date of a file's name out of the address, some do not.
  const written = path.posix.basename(isBundle ? path.posix.dirname(site) : site.replace(/\.\w+$/, ''))
  return [fields.slug ?? name, ...(fields.slug ? [] : [written])]
    .map((last) => `/${[...visible, last].join('/')}`)
    .filter((address, index, all) => all.indexOf(address) === index)
}

const AFTER_CONTENT = /(?:^|\/)(?:content|pages)\/(?!.*(?:^|\/)(?:content|pages)\/)(.+)$/

/** The last folders above the root that tell how a site is laid out, and the file: `content/blog/hello.md`. */
export function locationOf(root: string, file: string): string {
  const above = root.split(path.sep)
  const marker = above.findLastIndex((folder) => /^(?:content|pages|_posts|_drafts|_pages)$/.test(folder))
  return marker < 0 ? file : [...above.slice(marker), file].join('/')
}
