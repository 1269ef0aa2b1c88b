/** What a write answers that is only tried, with `?dryRun=true`. */
import type { Method } from './client.ts'
import type { Operations } from './operations.ts'

export interface Preview {
  readonly pages: readonly PreviewedPage[]
  /** How many more pages may change: a very wide change is not looked at to the end. */
  readonly unexamined: number
}

export interface PreviewedPage {
  readonly url: string
  /** `goes`: answers 404 or 410 from then on. `moves`: redirects from then on. */
  readonly change: 'appears' | 'changes' | 'goes' | 'moves'
  readonly why: string
}

/** The paths whose operation can be tried. */
export type DryRunPathOf<M extends Method> = {
  [Name in keyof Operations]: 'dryRun' extends keyof QueryOf<Operations[Name]>
    ? Name extends `${M} ${infer Path}`
      ? Path
      : never
    : never
}[keyof Operations]

type QueryOf<O> = O extends { readonly query?: infer Q } ? NonNullable<Q> : unknown

/** Those that are done in parts say of each part what would become of it, too. */
type InParts = 'POST /media/deletions' | 'POST /pages/bulk' | 'POST /posts/bulk' | 'POST /redirects/import'

export type DryRunOf<M extends Method, P extends string> = Preview &
  (`${M} ${P}` extends InParts ? Operations[`${M} ${P}` & InParts]['answer'] : unknown)
