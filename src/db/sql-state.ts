/** PostgreSQL's code for what went wrong, by its appendix A; also of an error that has it as a cause. */
export function sqlStateOf(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown }
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code
  }
  return undefined
}

/** No more can be written, to the disk of this server or to that of PostgreSQL. */
export function isOutOfRoom(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (/^(?:ENOSPC|EDQUOT|EFBIG|53100)$/.test(String((at as { code?: unknown }).code))) return true
  }
  return false
}

/** A value that no column takes: a text with a zero byte, a number out of range. */
export function isUnstorable(error: unknown): boolean {
  const state = sqlStateOf(error)
  return state?.startsWith('22') === true || state === '23514'
}
