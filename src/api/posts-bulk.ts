/** The same for several posts: as much of it as may be done, and why the rest may not. */
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import {
  ContentError,
  deletePost,
  lockPost,
  type PostInput,
  type PostKind,
  type PostRecord,
  restorePost,
  slugify,
  updatePost,
} from '../content/index.ts'
import type { WriteTransaction } from '../db/index.ts'
import type { Api, ApiEnv } from './env.ts'
import { operation } from './operation.ts'
import { checkWritable } from './post-rights.ts'
import { ProblemError } from './problem.ts'
import { body, json } from './schemas.ts'
import { write } from './write.ts'

const ACTIONS = ['publish', 'unpublish', 'delete', 'restore', 'add-tags', 'remove-tags'] as const
type Action = (typeof ACTIONS)[number]

const bulkInput = z
  .strictObject({
    ids: z.array(z.int().positive()).min(1).max(200),
    action: z.enum(ACTIONS),
    tags: z
      .array(z.string().max(100).min(1))
      .max(50)
      .optional()
      .openapi({ description: 'Of add-tags and remove-tags: slugs or names; unknown ones are created, or ignored.' }),
  })
  .openapi('PostsBulkInput')

const bulkAnswer = z
  .object({
    done: z.int(),
    items: z.array(z.object({ id: z.int(), title: z.string(), problem: z.string().nullable() })),
  })
  .openapi('PostsBulk')

type Answer = z.infer<typeof bulkAnswer>

export function addBulk(api: Api, kind: PostKind): void {
  const [mayChange, tag] = kind === 'post' ? (['posts:write', 'Posts'] as const) : (['pages:write', 'Pages'] as const)
  api.openapi(
    operation(mayChange, {
      method: 'post',
      path: '/bulk',
      tags: [tag],
      summary: `Publish, unpublish, tag, delete or restore several ${kind}s`,
      request: { body: body(bulkInput) },
      responses: { 200: json(bulkAnswer, 'What was done to each, in one transaction') },
    }),
    async (c) => {
      const { ids, action, tags = [] } = c.req.valid('json')
      if (/tags$/.test(action) && tags.length === 0)
        throw new ProblemError(422, 'invalid', 'Which tags?', { errors: [{ field: 'tags', message: 'are missing' }] })
      const all = [...new Set(ids)].sort((a, b) => a - b)
      const change = (tx: WriteTransaction) => changeEach(c, tx, all, (record) => stepOf(c, action, tags, record), kind)
      return c.json({ ...(await write(c, change, (answer) => answer)) }, 200)
    },
  )
}

type Step = (tx: WriteTransaction) => Promise<unknown>

async function changeEach(
  c: Context<ApiEnv>,
  tx: WriteTransaction,
  ids: readonly number[],
  stepFor: (record: PostRecord) => { readonly patch: Partial<PostInput>; readonly work: Step },
  kind: PostKind,
): Promise<Answer> {
  const items: Answer['items'] = []
  for (const id of ids) {
    let title = ''
    try {
      // A savepoint: what goes wrong with one leaves nothing behind.
      await tx.transaction(async (step) => {
        const record = await lockPost(step, id)
        if (record.kind !== kind) throw new ContentError('not-found', `There is no ${kind} ${id}.`)
        const { patch, work } = stepFor(record)
        checkWritable(c.var.principal, record, patch)
        title = record.title
        await work(step)
      })
      items.push({ id, title, problem: null })
    } catch (error) {
      if (!(error instanceof ContentError) && !(error instanceof ProblemError)) throw error
      items.push({ id, title, problem: error.message })
    }
  }
  return { done: items.filter(({ problem }) => problem === null).length, items }
}

function stepOf(c: Context<ApiEnv>, action: Action, tags: readonly string[], record: PostRecord) {
  const context = { siteUrl: c.var.deps.siteUrl, now: new Date() }
  const { id } = record
  const update = (patch: Partial<PostInput>) => ({
    patch,
    work: (tx: WriteTransaction) => updatePost(tx, context, id, patch),
  })
  const own = record.tags.map(({ slug }) => slug)
  const meant = new Set(tags.map(slugify))
  switch (action) {
    case 'publish':
      return update({ status: 'published' })
    case 'unpublish':
      return update({ status: 'unpublished' })
    case 'add-tags':
      return update({ tags: [...own, ...tags] })
    case 'remove-tags':
      return update({
        tags: record.tags
          .filter(({ slug, name }) => !meant.has(slug) && !meant.has(slugify(name)))
          .map(({ slug }) => slug),
      })
    case 'restore':
      return { patch: {}, work: (tx: WriteTransaction) => restorePost(tx, id) }
    default:
      return { patch: {}, work: (tx: WriteTransaction) => deletePost(tx, context, id) }
  }
}
