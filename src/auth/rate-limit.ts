/** A token bucket for each key. */
import { LRUCache } from 'lru-cache'

interface Bucket {
  tokens: number
  at: number
}

export class RateLimit {
  readonly #limit: number
  readonly #perMs: number
  readonly #buckets = new LRUCache<string, Bucket>({ max: 10_000 })

  /** `limit` at once, and as many again in `periodMs`. */
  constructor(limit: number, periodMs = 60_000) {
    this.#limit = limit
    this.#perMs = limit / periodMs
  }

  /** Takes a token. `retryAfterS` is 0 when there was one. */
  take(key: string, now = performance.now()): { remaining: number; retryAfterS: number; limit: number } {
    const limit = this.#limit
    const bucket = this.#buckets.get(key) ?? { tokens: limit, at: now }
    bucket.tokens = Math.min(limit, bucket.tokens + (now - bucket.at) * this.#perMs)
    bucket.at = now
    this.#buckets.set(key, bucket)
    if (bucket.tokens < 1)
      return { remaining: 0, retryAfterS: Math.ceil((1 - bucket.tokens) / this.#perMs / 1000), limit }
    bucket.tokens--
    return { remaining: Math.floor(bucket.tokens), retryAfterS: 0, limit }
  }

  /** Gives the key all its tokens back. */
  forgive(key: string): void {
    this.#buckets.delete(key)
  }
}
