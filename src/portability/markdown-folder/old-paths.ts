/** Old addresses, which go on working as redirects. */
import { canonicalPath } from '../../cache/index.ts'
import { conventionalPaths } from './names.ts'
import type { Warning } from './report.ts'
import type { SourceFile } from './source-file.ts'

export interface OldPaths {
  /** Canonical paths of each file, without its address on the new site. */
  readonly byFile: ReadonlyMap<string, readonly string[]>
  /** The file that each canonical old path leads to. */
  readonly owners: ReadonlyMap<string, string>
}

/** Where two files claim a path, the one that says so itself has it before the one whose path is only conventional. */
export function oldPathsOf(
  posts: readonly (SourceFile & { readonly address: string })[],
  warnings: Warning[],
): OldPaths {
  const newAddresses = new Map(posts.map(({ address, file }) => [address, file]))
  const owners = new Map<string, string>()
  const byFile = new Map<string, string[]>(posts.map(({ file }) => [file, []]))

  const claim = (file: string, old: string, isStated: boolean) => {
    const warn = (message: string) => {
      if (isStated) warnings.push({ file, message })
    }
    const source = canonicalPath(old)
    if (source === undefined || source === '/') return warn(`the old address "${old}" cannot be redirected`)
    const owner = owners.get(source) ?? newAddresses.get(source)
    owners.set(source, owner ?? file)
    if (owner === file) return
    if (owner !== undefined) return warn(`the old address "${old}" is that of ${owner}, which keeps it`)
    byFile.get(file)?.push(source)
  }
  for (const { file, fields } of posts) if (fields.oldPath) claim(file, fields.oldPath, true)
  for (const { file, fields } of posts) for (const alias of fields.aliases) claim(file, alias, true)
  for (const { file, fields, location } of posts)
    if (!fields.oldPath) for (const old of conventionalPaths(fields, location)) claim(file, old, false)
  return { byFile, owners }
}
