/** Where a link of the old site leads on the new one. */
import path from 'node:path'
import { canonicalPath } from '../../cache/index.ts'
import { isElsewhere } from './media.ts'
import { conventionalPaths } from './names.ts'
import type { ImportPlan, PlannedPost } from './plan.ts'

/** `to`: the new address; `missing`: what it names is not imported; both undefined: it stays, and is well. */
export interface LinkTarget {
  readonly to?: string
  readonly missing?: string
}

export function linkTarget(address: string, from: PlannedPost, plan: ImportPlan): LinkTarget {
  const [, target = '', suffix = ''] = /^([^?#]*)(.*)$/s.exec(address) ?? []
  if (!target || (isElsewhere(address) && !address.startsWith('@/'))) return {}
  if (/\.(?:md|markdown|mdx)$/i.test(target)) {
    const to = fileCandidates(decoded(target), from.file)
      .map((file) => plan.addresses.get(file))
      .find((found) => found !== undefined)
    return to === undefined ? { missing: target } : { to: to + suffix }
  }
  if (target.startsWith('@')) return {}
  const absolute = target.startsWith('/') ? target : fromOldAddress(target, from)
  if (absolute === undefined) return { missing: target }
  const owner = plan.owners.get(canonicalPath(absolute) ?? '')
  const to = owner === undefined ? undefined : plan.addresses.get(owner)
  if (to !== undefined) return { to: to + suffix }
  return absolute === target ? {} : { to: absolute + suffix, missing: target }
}

/** `@/` and `/` mean the root of the content, which may lie above or below the imported folder. */
function fileCandidates(target: string, from: string): string[] {
  const fromRoot = /^@?\//.test(target) ? target.replace(/^@?\//, '') : undefined
  const file = fromRoot ?? path.posix.join(path.posix.dirname(from), target)
  const parts = file.split('/')
  const shorter = fromRoot === undefined ? [] : parts.slice(1).map((_, n) => parts.slice(n + 1).join('/'))
  return [file, `content/${file}`, ...shorter]
}

/** A link that is relative to the address that the post had. Readers saw that with a slash at its end, unless it is a file's. */
function fromOldAddress(target: string, { fields, location }: PlannedPost): string | undefined {
  const oldPath = fields.oldPath ?? conventionalPaths(fields, location)[0]
  if (oldPath === undefined) return undefined
  const base = /\.html?$/i.test(oldPath) ? oldPath : oldPath.replace(/\/?$/, '/')
  const url = `http://site.invalid${base}`
  return URL.canParse(target, url) ? new URL(target, url).pathname : undefined
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
