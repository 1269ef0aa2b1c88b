const CONTEXT_CHARACTERS = 80

/** The first place where two texts differ, with what stands around it in both; empty when they are the same. */
export function firstDifference(stored: string, fresh: string): string {
  if (stored === fresh) return ''
  let at = 0
  while (stored[at] === fresh[at] && at < stored.length) at++
  const around = (text: string) =>
    JSON.stringify(text.slice(Math.max(0, at - CONTEXT_CHARACTERS), at + CONTEXT_CHARACTERS))
  return `at character ${at}: stored ${around(stored)}, fresh ${around(fresh)}`
}
