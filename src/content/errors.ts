export type ContentErrorCode =
  | 'not-found'
  | 'duplicate-slug'
  | 'invalid'
  | 'version-conflict'
  | 'in-use'
  | 'unsupported-media'

/** Something the writer can put right; the message is a sentence for them, `field` the name of what is wrong. */
export class ContentError extends Error {
  readonly code: ContentErrorCode
  readonly field: string | undefined
  /** With `version-conflict`: what is stored now. */
  readonly current: unknown

  constructor(code: ContentErrorCode, message: string, { field, current }: { field?: string; current?: unknown } = {}) {
    super(message)
    this.code = code
    this.field = field
    this.current = current
  }
}

/** Runs a write; a unique violation on a slug becomes the error that says so. */
export async function namingDuplicates<T>(field: string, value: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (isUniqueViolation(error))
      throw new ContentError('duplicate-slug', `"${value}" is taken already; choose another ${field}.`, { field })
    throw error
  }
}

/** SQLSTATE 23505, wherever the driver's error is in the chain. */
function isUniqueViolation(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) if ((at as { code?: unknown }).code === '23505') return true
  return false
}
