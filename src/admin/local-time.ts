/** Between instants and what a clock on the wall of a time zone shows, `2026-05-01T09:00`. */

const DAY_MS = 86_400_000

export function toLocal(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at)
  // A year has four digits, as in a field for dates while somebody types the first of them.
  return parts.replace(' ', 'T').padStart(16, '0')
}

/**
 * The instant at which the clock shows this. Of an hour that comes twice the first; one that is left out is moved on.
 * Nothing for a text that is no such time.
 */
export function fromLocal(text: string, timeZone: string): Date | undefined {
  const clock = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.exec(text)?.[0]
  if (!clock) return undefined
  const wanted = Date.parse(`${clock}:00Z`)
  // By the clock as it is set the day before and the day after. They differ where it is changed in between.
  const found = [wanted - DAY_MS, wanted + DAY_MS]
    .map((near) => wanted - (Date.parse(`${clockAt(near, timeZone)}:00Z`) - near))
    .filter((at) => !Number.isNaN(at))
    .sort((a, b) => a - b)
  const at = found.find((one) => clockAt(one, timeZone) === clock) ?? found.at(-1)
  return at === undefined ? undefined : new Date(at)
}

function clockAt(at: number, timeZone: string): string {
  return Number.isNaN(at) ? '' : toLocal(new Date(at), timeZone)
}
