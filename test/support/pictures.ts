/** Pictures small enough to stand here, and how a file is sent. */

/** A red point. */
export const RED_POINT = png(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
)

/** 2 pixels wide, 3 high. */
export const TWO_BY_THREE = png(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAIAAAA2iEnWAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==',
)

function png(base64: string): Buffer {
  return Buffer.from(base64, 'base64')
}

/** A point of any colour: each is another file. */
export function gif(red: number, green = 0, blue = 0): Buffer {
  const bytes = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
  bytes.set([red, green, blue], 13)
  return bytes
}

/** What an upload consists of. */
export function formOf(bytes: Uint8Array, name: string, fields: Record<string, string> = {}): FormData {
  const form = new FormData()
  form.set('file', new File([new Uint8Array(bytes)], name))
  for (const [field, value] of Object.entries(fields)) form.set(field, value)
  return form
}
