/** Between instants and what a clock on the wall of a time zone shows, `2026-05-01T09:00`. */

export function toLocal(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at)
  return parts.replace(' ', 'T')
}

/** The instant at which the clock shows this. Of an hour that comes twice the first; one that is left out is moved on. */
export function fromLocal(text: string, timeZone: string): Date {
  const wanted = Date.parse(`${text.slice(0, 16)}:00Z`)
  // The offset is that of the instant, which is to be found by it: twice is enough.
  let guess = wanted
  for (let i = 0; i < 2; i++) guess = wanted - (Date.parse(`${toLocal(new Date(guess), timeZone)}:00Z`) - guess)
  return new Date(guess)
}
