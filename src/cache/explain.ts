/** Why a page looks as it does. */
import type { Cause, Entry } from './entry.ts'

export interface Explanation {
  readonly url: string
  readonly status: number
  readonly etag: string
  readonly bytes: number
  readonly hits: number
  /** What led to these bytes: what was touched, by whom, in which events and plan. */
  readonly cause: Cause
  /** When they first appeared. */
  readonly modifiedAt: string
  /** What asked for the newest render, which may have given the same bytes again. */
  readonly lastRender: { readonly cause: Cause; readonly at: string; readonly ms: number; readonly snapshot: string }
  readonly isStale: boolean
  readonly dependencies: readonly string[]
}

export function explainEntry(entry: Entry): Explanation {
  const { key, cause, origin, dependencies, snapshot, renderMs, renderedAt, modifiedAt, hits, bytes, status } = entry
  return {
    url: key,
    status,
    etag: entry.variants.identity.etag,
    bytes,
    hits,
    cause: origin,
    modifiedAt: new Date(modifiedAt).toISOString(),
    lastRender: {
      cause,
      at: new Date(renderedAt).toISOString(),
      ms: Math.round(renderMs * 10) / 10,
      snapshot: snapshot.toString(),
    },
    isStale: entry.staleSince !== undefined,
    dependencies: dependencies.describe(),
  }
}
