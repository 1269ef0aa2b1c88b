/** How often somebody may try to sign in. */
import { isIP } from 'node:net'
import { RateLimit } from '../auth/index.ts'
import type { AdminContext } from './env.ts'

/** At once, and as many again in a period: for somebody who mistypes, not for somebody who tries words. */
const PER_ACCOUNT = 8
/** Of all accounts together: each attempt costs this server a slow hash. */
const PER_MACHINE = 100
/** Challenges for passkeys: each is a row for five minutes. */
const CHALLENGES = 100
const PERIOD_MS = 15 * 60_000

export class Attempts {
  readonly #perAccount = new RateLimit(PER_ACCOUNT, PERIOD_MS)
  readonly #perMachine = new RateLimit(PER_MACHINE, PERIOD_MS)
  readonly #challenges = new RateLimit(CHALLENGES, PERIOD_MS)

  /** Counts one; after how many seconds the next may come, 0 when this one may. */
  take(c: AdminContext, who: string): number {
    const machine = this.#perMachine.take(clientAddress(c)).retryAfterS
    return machine || this.#perAccount.take(keyOf(c, who)).retryAfterS
  }

  /** As `take`, for what anybody may ask for and this server has to remember. */
  takeChallenge(c: AdminContext): number {
    return this.#challenges.take(clientAddress(c)).retryAfterS
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
  return networkOf(rawAddress(c))
}

/** Who has one address of IPv6 has 2^64 of them: the first half counts. */
function networkOf(address: string): string {
  if (isIP(address) !== 6 || address.startsWith('::ffff:')) return address
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter(Boolean)
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length
  return [...groups, ...Array<string>(missing).fill('0')].slice(0, 4).join(':')
}

function rawAddress(c: AdminContext): string {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } }
  const peer = incoming?.socket?.remoteAddress
  const isLocal = peer === undefined || /^(?:::ffff:)?127\.|^::1$/.test(peer)
  return (isLocal && c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()) || (peer ?? '')
}
