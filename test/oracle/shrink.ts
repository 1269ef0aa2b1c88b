/** The smallest part of a list that still shows a fault (Zeller, "delta debugging": ddmin). */
export async function shrink<T>(
  items: readonly T[],
  shows: (part: readonly T[]) => Promise<boolean>,
  maxTries: number,
): Promise<readonly T[]> {
  let smallest = items
  let pieces = 2
  for (let tries = 0; smallest.length > 1 && tries < maxTries; ) {
    const size = Math.ceil(smallest.length / pieces)
    let found = false
    for (let from = 0; from < smallest.length && tries < maxTries; from += size, tries++) {
      const part = [...smallest.slice(0, from), ...smallest.slice(from + size)]
      if (part.length === 0 || !(await shows(part))) continue
      smallest = part
      pieces = Math.max(2, pieces - 1)
      found = true
      break
    }
    if (found) continue
    if (size === 1) break
    pieces = Math.min(smallest.length, pieces * 2)
  }
  return smallest
}
