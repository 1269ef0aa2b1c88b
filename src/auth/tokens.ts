/** Secrets that are shown once and kept as their SHA-256: they have 256 bits of chance, so no slow hash is needed. */
import { createHash, randomBytes } from 'node:crypto'

export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
