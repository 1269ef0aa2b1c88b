/** Posts and pages: the same document under two addresses. */
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import {
  ContentError,
  createPost,
  deletePost,
  getAuthor,
  getPost,
  listPosts,
  lockPost,
  POST_ORDERS,
  type PostInput,
  type PostKind,
  type PostRecord,
  readSettings,
  restorePost,
  updatePost,
} from '../content/index.ts'
import type { WriteTransaction } from '../db/index.ts'
import { listOf, placedPageOf, placedQuery, placeOf } from './cursor.ts'
import type { Api, ApiEnv } from './env.ts'
import { newApi, operation } from './operation.ts'
import { createSchema, fields, patchSchema, postSchema, presentPost, text } from './post-document.ts'
import { checkCreatable, checkReadable, checkWritable } from './post-rights.ts'
import { addBulk } from './posts-bulk.ts'
import { body, idParam, instant, json, noContent } from './schemas.ts'
import { write } from './write.ts'

const filterQuery = placedQuery.extend({
  sort: z.enum(POST_ORDERS).optional(),
  status: fields.status,
  tag: text(120).optional(),
  author: text(120).optional(),
  slug: text(120).optional(),
  q: text(200).optional(),
  deleted: z.enum(['true', 'false']).optional(),
})

const ifMatch = z.object({
  'if-match': z
    .string()
    .optional()
    .openapi({ description: 'The version that the change began from, as in the ETag: "7".' }),
})

export function postsApi(kind: PostKind): Api {
  const api = newApi()
  const scopes = kind === 'post' ? (['posts:read', 'posts:write'] as const) : (['pages:read', 'pages:write'] as const)
  const [mayRead, mayChange] = scopes
  const tags = [kind === 'post' ? 'Posts' : 'Pages']
  /** Judges rights on the row that is then changed: nobody publishes it in between. */
  const change = <T>(
    c: Context<ApiEnv>,
    id: number,
    patch: Partial<PostInput>,
    work: (tx: WriteTransaction) => Promise<T>,
  ) =>
    write(c, async (tx) => {
      checkWritable(c.var.principal, ofKind(kind, await lockPost(tx, id)), patch)
      return work(tx)
    })
  const answer = json(postSchema, `The ${kind}`)

  api.openapi(
    operation(mayRead, {
      method: 'get',
      path: '/',
      tags,
      summary: `List ${kind}s, newest first unless sorted otherwise`,
      request: { query: filterQuery },
      responses: { 200: json(listOf(postSchema), 'A page of the list') },
    }),
    async (c) => {
      const { limit, cursor, deleted, ...filter } = c.req.valid('query')
      const { db, siteUrl } = c.var.deps
      const settings = await readSettings(db.drizzle)
      const rows = await listPosts(db.drizzle, {
        ...filter,
        kind,
        deleted: deleted === 'true',
        authorId: c.var.principal.posts.onlyOf,
        after: placeOf(cursor),
        limit: limit + 1,
      })
      return c.json(
        placedPageOf(rows, limit, (row) => presentPost(row, siteUrl, settings)),
        200,
      )
    },
  )

  api.openapi(
    operation(mayChange, {
      method: 'post',
      path: '/',
      tags,
      summary: `Create a ${kind}`,
      request: { body: body(createSchema) },
      responses: { 201: answer },
    }),
    async (c) => {
      const { principal, deps } = c.var
      const own = principal.posts.onlyOf ? await getAuthor(deps.db.drizzle, principal.posts.onlyOf) : undefined
      const input = checkCreatable(principal, { ...c.req.valid('json'), kind }, own?.slug)
      const record = await write(c, (tx) => createPost(tx, contextOf(deps.siteUrl), input))
      c.header('Location', `/api/v1/${kind}s/${record.id}`)
      return c.json(await present(c, record), 201)
    },
  )

  api.openapi(
    operation(mayRead, {
      method: 'get',
      path: '/{id}',
      tags,
      summary: `Read a ${kind}`,
      request: { params: idParam },
      responses: { 200: answer },
    }),
    async (c) => {
      const record = ofKind(kind, await getPost(c.var.deps.db.drizzle, c.req.valid('param').id))
      checkReadable(c.var.principal, record)
      if (c.req.header('if-none-match') === etagOf(record)) return c.body(null, 304) as never
      return c.json(await present(c, record), 200)
    },
  )

  api.openapi(
    operation(mayChange, {
      method: 'patch',
      path: '/{id}',
      tags,
      summary: `Change a ${kind}`,
      request: { params: idParam, headers: ifMatch, body: body(patchSchema) },
      responses: { 200: answer },
    }),
    async (c) => {
      const { version, ...patch } = c.req.valid('json')
      const { id } = c.req.valid('param')
      const expected = version ?? versionOf(c.req.valid('header')['if-match'])
      const record = await change(c, id, patch, (tx) =>
        updatePost(tx, contextOf(c.var.deps.siteUrl), id, patch, expected),
      )
      return c.json(await present(c, record), 200)
    },
  )

  api.openapi(
    operation(mayChange, {
      method: 'delete',
      path: '/{id}',
      tags,
      summary: `Put a ${kind} into the bin; its address answers 410`,
      request: { params: idParam, headers: ifMatch },
      responses: { 204: noContent },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      await change(c, id, {}, (tx) =>
        deletePost(tx, contextOf(c.var.deps.siteUrl), id, versionOf(c.req.valid('header')['if-match'])),
      )
      return c.body(null, 204)
    },
  )

  api.openapi(
    operation(mayChange, {
      method: 'put',
      path: '/{id}/publication',
      tags,
      summary: 'Publish now, or at a date to come',
      request: {
        params: idParam,
        body: { content: { 'application/json': { schema: z.strictObject({ publishedAt: instant.optional() }) } } },
      },
      responses: { 200: answer },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const { publishedAt } = c.req.valid('json') ?? {}
      const patch = { status: 'published', publishedAt: publishedAt ?? undefined } as const
      const record = await change(c, id, patch, (tx) => updatePost(tx, contextOf(c.var.deps.siteUrl), id, patch))
      return c.json(await present(c, record), 200)
    },
  )

  api.openapi(
    operation(mayChange, {
      method: 'delete',
      path: '/{id}/publication',
      tags,
      summary: 'Unpublish',
      request: { params: idParam },
      responses: { 200: answer },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const patch = { status: 'unpublished' } as const
      const record = await change(c, id, {}, (tx) => updatePost(tx, contextOf(c.var.deps.siteUrl), id, patch))
      return c.json(await present(c, record), 200)
    },
  )

  api.openapi(
    operation(mayChange, {
      method: 'put',
      path: '/{id}/restoration',
      tags,
      summary: 'Take it out of the bin',
      request: { params: idParam },
      responses: { 200: answer },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const record = await change(c, id, {}, (tx) => restorePost(tx, id))
      return c.json(await present(c, record), 200)
    },
  )
  addBulk(api, kind)
  return api
}

async function present(c: Context<ApiEnv>, record: PostRecord) {
  c.header('ETag', etagOf(record))
  return presentPost(record, c.var.deps.siteUrl, await readSettings(c.var.deps.db.drizzle))
}

function contextOf(siteUrl: string) {
  return { siteUrl, now: new Date() }
}

function ofKind(kind: PostKind, record: PostRecord): PostRecord {
  if (record.kind !== kind) throw new ContentError('not-found', `There is no ${kind} ${record.id}.`)
  return record
}

function etagOf({ version }: PostRecord): string {
  return `"${version}"`
}

function versionOf(header: string | undefined): number | undefined {
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(header ?? '')?.[1]
  return version === undefined ? undefined : Number(version)
}
