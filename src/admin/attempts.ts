/** How often somebody may try to sign in. */
import { RateLimit } from '../auth/index.ts'
import type { AdminContext } from './env.ts'

/** At once, and as many again in a period: for somebody who mistypes, not for somebody who tries words. */
const PER_ACCOUNT = 8
/** Of all accounts together: each attempt costs this server a slow hash. */
const PER_MACHINE = 100
const PERIOD_MS = 15 * 60_000

export class Attempts {
  readonly #perAccount = new RateLimit(PER_ACCOUNT, PERIOD_MS)
  readonly #perMachine = new RateLimit(PER_MACHINE, PERIOD_MS)

  /** Counts one; after how many seconds the next may come, 0 when this one may. */
  take(c: AdminContext, who: string): number {
    const machine = this.#perMachine.take(clientAddress(c)).retryAfterS
    return machine || this.#perAccount.take(keyOf(c, who)).retryAfterS
  }

  /** They got in. */
  forgive(c: AdminContext, who: string): void {
    this.#perAccount.forgive(keyOf(c, who))
  }
}

/** By account and machine: somebody else's attempts do not lock the owner out. */
function keyOf(c: AdminContext, who: string): string {
  return `${who.trim().toLowerCase().slice(0, 300)} ${clientAddress(c)}`
}

/** As the last proxy on this machine says, else of the connection. */
function clientAddress(c: AdminContext): string {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } }
  const peer = incoming?.socket?.remoteAddress
  const isLocal = peer === undefined || /^(?:::ffff:)?127\.|^::1$/.test(peer)
  return (isLocal && c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()) || (peer ?? '')
}
