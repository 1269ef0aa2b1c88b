/**
 * Named points on the way from a write to what is served. Nothing happens at them, unless a test passes a function that
 * stops or kills the process there; a server that is started the usual way has no such function, and no way to get one.
 */
export const FAILPOINTS = [
  'write:changed',
  'write:committed',
  'write:settled',
  'doorbell:rung',
  'schedule:published',
  'markdown:rendered',
  'flush:snapshot-taken',
  'flush:events-read',
  'flush:changes-read',
  'flush:absorbed',
  'flush:page-read',
  'flush:page-encoded',
  'flush:pages-rendered',
  'flush:swapped',
  'flush:consumed',
  'fill:snapshot-taken',
  'fill:page-read',
  'fill:page-encoded',
] as const

export type Failpoint = (typeof FAILPOINTS)[number]

/** Called when a point is reached; what it returns is waited for. */
export type ReachedFailpoint = (point: Failpoint) => Promise<void> | void

export const passFailpoints: ReachedFailpoint = () => {}
