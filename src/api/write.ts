/** How operations write, and how a write is only tried. */
import type { Context } from 'hono'
import { EPOCH_COOKIE, type Preview } from '../cache/index.ts'
import {
  claimRequest,
  inWriteTransaction,
  ownEvents,
  readerOf,
  rollingBack,
  type WriteTransaction,
} from '../db/index.ts'
import type { ApiDeps, ApiEnv } from './env.ts'
import { inProgress } from './idempotency.ts'

/**
 * Runs a write in the name of the key, and says its epoch. Answers when what it removed is withdrawn: this is the only
 * place where the API and the cache meet, and no write knows of it.
 */
export async function write<T>(
  c: Context<ApiEnv>,
  change: (tx: WriteTransaction) => Promise<T>,
  /** What a trial says besides the pages. */
  reportOf: (value: T) => object = () => ({}),
): Promise<T> {
  const { db, cache, reached } = c.var.deps
  const { actor } = c.var.principal
  if (isDryRun(c)) {
    let report = {}
    const preview = await previewWrite(c.var.deps, actor, async (tx) => {
      report = reportOf(await change(tx))
    })
    throw new DryRun(preview, report)
  }
  const { value, epoch } = await inWriteTransaction(db, actor, async (tx) => {
    if (c.var.idempotent && !(await claimRequest(tx, c.var.idempotent))) throw inProgress()
    const value = await change(tx)
    await reached('write:changed')
    return value
  })
  await reached('write:committed')
  await cache.flusher.settled(BigInt(epoch))
  await reached('write:settled')
  c.header('Hearth-Epoch', epoch)
  // A browser that wrote carries it to the pages it looks at next.
  c.header('Set-Cookie', `${EPOCH_COOKIE}=${epoch}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax`)
  return value
}

export function isDryRun(c: Context<ApiEnv>): boolean {
  return c.req.query('dryRun') === 'true'
}

/** The answer to a write that was only tried: which pages it would change. */
export class DryRun extends Error {
  readonly preview: Preview
  readonly report: object
  constructor(preview: Preview, report: object = {}) {
    super('dry run')
    this.preview = preview
    this.report = report
  }
}

async function previewWrite(
  { db, cache, sessionIn }: ApiDeps,
  actor: string,
  change: (tx: WriteTransaction) => Promise<unknown>,
): Promise<Preview> {
  // What is still on its way to the pages would look like a part of this write.
  await cache.flusher.flush()
  return rollingBack(db, actor, change, async (tx) => {
    const reader = readerOf(tx)
    return cache.preview(await sessionIn(reader), await ownEvents(reader))
  })
}
