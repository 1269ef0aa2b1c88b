/**
 * How an ordered list changed. Either exactly, from one state to another: which keys left, which entered, and so how
 * far everything between them shifted. Or by points alone, when only the places are known where something may have
 * happened on the way.
 */
import type { Count, Size, Window } from './dependencies.ts'
import { compareKeys, firstFrom } from './keys.ts'

export class ListChange {
  /** Sorted. */
  readonly points: readonly string[]
  /** Running sum of +1 for each key that entered and −1 for each that left; undefined when only points are known. */
  readonly #shifts: readonly number[] | undefined
  readonly sizeBefore: number
  readonly sizeAfter: number

  private constructor(points: readonly string[], shifts: readonly number[] | undefined, sizeBefore: number) {
    this.points = points
    this.#shifts = shifts
    this.sizeBefore = sizeBefore
    this.sizeAfter = sizeBefore + (shifts?.at(-1) ?? 0)
  }

  /** From a list with `sizeBefore` members to the one that `left` left and `entered` entered. A key in both stayed. */
  static exactly(left: ReadonlySet<string>, entered: ReadonlySet<string>, sizeBefore: number): ListChange {
    const points = [...left.symmetricDifference(entered)].sort(compareKeys)
    let shift = 0
    const shifts = points.map((key) => {
      shift += entered.has(key) ? 1 : -1
      return shift
    })
    return new ListChange(points, shifts, sizeBefore)
  }

  /** Something may have entered or left at each of these. */
  static somewhere(points: Iterable<string>): ListChange {
    return new ListChange([...new Set(points)].sort(compareKeys), undefined, 0)
  }

  get isExact(): boolean {
    return this.#shifts !== undefined
  }

  get isEmpty(): boolean {
    return this.points.length === 0
  }

  /** Whether a member entered or left between the window's ends. */
  meets({ from, to }: Window): boolean {
    const point = this.points[firstFrom(this.points, from)]
    return point !== undefined && point <= to
  }

  /** Whether the interval holds another number of members than before. */
  changes({ from, before }: Count): boolean {
    if (!this.#shifts) {
      const point = this.points[firstFrom(this.points, from)]
      return point !== undefined && point < before
    }
    return this.#shiftBefore(before) !== this.#shiftBefore(from)
  }

  /** Whether the list has so many members now and had not, or the other way round. */
  crosses({ atLeast }: Size): boolean {
    if (!this.#shifts) return !this.isEmpty
    return this.sizeBefore >= atLeast !== this.sizeAfter >= atLeast
  }

  /** The intervals in which a key has another rank than before: after the first end, up to the second. */
  *shifted(last: string): Generator<readonly [after: string, upTo: string]> {
    for (const [i, point] of this.points.entries()) {
      if (this.#shifts?.[i] !== 0) yield [point, this.points[i + 1] ?? last]
    }
  }

  #shiftBefore(key: string): number {
    return this.#shifts?.[firstFrom(this.points, key) - 1] ?? 0
  }
}
