/** Where a link of the old site leads on the new one. */
import path from 'node:path'
import { canonicalPath } from '../../cache/index.ts'
import { isElsewhere } from './media.ts'
import type { ImportPlan, PlannedPost } from './plan.ts'

/** `to`: the new address; `missing`: it names a file that is not there; undefined: leave it. */
export type LinkTarget = { readonly to: string } | { readonly missing: string } | undefined

export function linkTarget(address: string, from: PlannedPost, plan: ImportPlan): LinkTarget {
  const [, target = '', suffix = ''] = /^([^?#]*)(.*)$/s.exec(address) ?? []
  if (!target || (isElsewhere(address) && !address.startsWith('@/'))) return undefined
  if (/\.(?:md|markdown|mdx)$/i.test(target)) {
    const to = fileCandidates(decoded(target), from.file)
      .map((file) => plan.addresses.get(file))
      .find((found) => found !== undefined)
    return to === undefined ? { missing: target } : { to: to + suffix }
  }
  if (target.startsWith('@')) return undefined
  const { oldPath } = from.fields
  // Relative to the address that the post had; readers saw it with a slash at its end.
  if (!target.startsWith('/') && !oldPath) return undefined
  const absolute = target.startsWith('/')
    ? target
    : resolved(target, `${oldPath?.replace(/(?:\/|\/index\.html?)?$/, '/')}`)
  const owner = plan.owners.get(canonicalPath(absolute) ?? '')
  const to = owner === undefined ? undefined : plan.addresses.get(owner)
  if (to !== undefined) return { to: to + suffix }
  return absolute === target ? undefined : { to: absolute + suffix }
}

/** `@/` and `/` mean the root of the content, which may lie above or below the imported folder. */
function fileCandidates(target: string, from: string): string[] {
  const fromRoot = /^@?\//.test(target) ? target.replace(/^@?\//, '') : undefined
  const file = fromRoot ?? path.posix.join(path.posix.dirname(from), target)
  const parts = file.split('/')
  const shorter = fromRoot === undefined ? [] : parts.slice(1).map((_, n) => parts.slice(n + 1).join('/'))
  return [file, `content/${file}`, ...shorter]
}

function resolved(target: string, base: string): string {
  return new URL(target, `http://site.invalid${base}`).pathname
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
