/** The Markdown files of a folder, and which of them are no posts. */
import { readdir } from 'node:fs/promises'
import path from 'node:path'

export interface Discovery {
  /** Paths in the folder, with / between their parts, sorted. */
  readonly posts: readonly string[]
  readonly skipped: readonly { file: string; reason: string }[]
}

const MARKDOWN = /\.(?:md|markdown|mdx)$/i
const SYSTEM_FOLDERS = /^(?:node_modules|_site|_cache|\..*)$/
const THEME_FOLDERS = /(?:^|\/)(?:themes|archetypes|layouts|_layouts|_includes|_data|_plugins)\//
const ABOUT_THE_FOLDER = /^(?:readme|license|changelog|contributing|code_of_conduct)\./i

/** Links of the file system are not followed: they may lead in circles, or out of the folder. */
export async function discoverFiles(root: string): Promise<Discovery> {
  const entries = await readdir(root, { withFileTypes: true, recursive: true })
  const files = entries
    .filter((entry) => entry.isFile() && MARKDOWN.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => !file.split('/').some((part) => SYSTEM_FOLDERS.test(part)))
    .sort()
  const judged = files.map((file) => ({ file, reason: reasonToSkip(file) }))
  return {
    posts: judged.filter(({ reason }) => reason === undefined).map(({ file }) => file),
    skipped: judged.flatMap(({ file, reason }) => (reason === undefined ? [] : [{ file, reason }])),
  }
}

function reasonToSkip(file: string): string | undefined {
  const name = path.posix.basename(file)
  if (THEME_FOLDERS.test(file)) return 'belongs to the theme of the old site'
  if (/^_index\./i.test(name))
    return 'describes a section of the old site; Hearth makes its lists by itself (for its text, make a page)'
  if (/^index\.\w+$/i.test(file)) return 'is the home page of the old site; Hearth makes its own'
  if (ABOUT_THE_FOLDER.test(name)) return 'is about the folder, not a post'
  return undefined
}
