/** Whether an error says that PostgreSQL is out of reach: not of the request's making, and over when it is back. */
const CODES = new Set([
  // The driver's.
  ...['CONNECTION_CLOSED', 'CONNECTION_DESTROYED', 'CONNECT_TIMEOUT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'],
  // PostgreSQL's (appendix A, class 57): ended by an administrator, by a crash, not yet or no longer taking connections.
  ...['57P01', '57P02', '57P03'],
])

/** How long somebody who asks again may wait: about as long as PostgreSQL needs to start. */
export const DATABASE_RETRY_S = 5

export function isDatabaseAway(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (CODES.has(String((at as { code?: unknown }).code))) return true
  }
  return false
}
