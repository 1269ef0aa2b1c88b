/** Whose posts somebody may see and change, asked before every operation on one. */
import { allows, type Principal } from '../auth/index.ts'
import { ContentError, type PostInput, type PostRecord } from '../content/index.ts'
import { ProblemError } from './problem.ts'

/** Throws `not-found` for somebody else's, which is as good as not there. */
export function checkReadable({ posts: { onlyOf } }: Principal, record: PostRecord): void {
  if (onlyOf === undefined || record.authors.some(({ id }) => id === onlyOf)) return
  throw new ContentError('not-found', `There is no ${record.kind} ${record.id}.`)
}

/** Where posts and pages have one address: throws `not-found` for a page to those who have only the scope of posts. */
export function checkKind({ scopes }: Principal, { kind, id }: PostRecord, verb: 'read' | 'write'): void {
  if (!allows(scopes, `${kind}s:${verb}`)) throw new ContentError('not-found', `There is no post ${id}.`)
}

/** As `checkReadable`, and throws 403 where only drafts may be changed and this is none, or would be none afterwards. */
export function checkWritable(principal: Principal, record: PostRecord, patch: Partial<PostInput> = {}): void {
  checkReadable(principal, record)
  checkStatus(principal, record.status)
  checkStatus(principal, patch.status)
  const own = ownSlug(principal, record)
  if (own !== undefined && patch.authors && !patch.authors.includes(own)) {
    throw new ProblemError(403, 'not-yours', 'You cannot take yourself off the authors of a post.', {
      errors: [{ field: 'authors', message: 'must hold you' }],
    })
  }
}

/** What somebody may create: theirs, and a draft where they may not publish. `own` is their author's slug. */
export function checkCreatable(principal: Principal, input: PostInput, own: string | undefined): PostInput {
  checkStatus(principal, input.status)
  if (principal.posts.onlyOf === undefined) return input
  if (own === undefined)
    throw new ProblemError(403, 'no-author', 'Your account has no author; ask an administrator to give it one.')
  return { ...input, authors: [...new Set([own, ...(input.authors ?? [])])] }
}

function checkStatus({ posts }: Principal, status: PostRecord['status'] | undefined): void {
  if (posts.mayPublish || status === undefined || status === 'draft') return
  throw new ProblemError(403, 'may-not-publish', 'You may write drafts; an editor publishes them.', {
    errors: [{ field: 'status', message: 'must be draft' }],
  })
}

function ownSlug({ posts: { onlyOf } }: Principal, record: PostRecord): string | undefined {
  return record.authors.find(({ id }) => id === onlyOf)?.slug
}
