/** Whose files somebody may change. All who write may see and use all of them. */
import type { Principal } from '../auth/index.ts'
import type { MediaRecord, MediaUse } from '../content/index.ts'
import { ProblemError } from './problem.ts'

export function mayChangeMedia({ media }: Principal, { uploadedBy }: Pick<MediaRecord, 'uploadedBy'>): boolean {
  return media.onlyOf === undefined || media.onlyOf === uploadedBy
}

/** Throws 403. */
export function checkMediaWritable(principal: Principal, record: MediaRecord): void {
  if (!mayChangeMedia(principal, record))
    throw new ProblemError(403, 'not-yours', 'Somebody else uploaded this file; an editor may change it.')
}

/** Which of the uses somebody may know of: others' posts are as good as not there. */
export function visibleUses({ posts }: Principal, uses: readonly MediaUse[]): MediaUse[] {
  return uses.filter(({ kind, authorIds }) =>
    posts.onlyOf === undefined || (kind !== 'post' && kind !== 'page') ? true : authorIds.includes(posts.onlyOf ?? -1),
  )
}

/** Replacing a file changes whatever shows it: throws 403 where that is not all theirs to change. */
export function checkUsesWritable({ posts }: Principal, uses: readonly MediaUse[]): void {
  if (posts.onlyOf === undefined && posts.mayPublish) return
  const isTheirs = ({ kind, authorIds, status }: MediaUse) =>
    kind === 'post' && authorIds.includes(posts.onlyOf ?? -1) && (posts.mayPublish || status === 'draft')
  if (uses.every(isTheirs)) return
  throw new ProblemError(403, 'not-yours', 'It is shown in what you may not change; an editor can replace it.')
}
