/** What an editor needs beside the post itself: a look at text, what was typed and not saved, earlier versions. */
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { createLink } from '../auth/index.ts'
import {
  dropAutosave,
  getAutosave,
  getPost,
  getRevision,
  keepAutosave,
  listRevisions,
  type PostRecord,
  renderColumns,
} from '../content/index.ts'
import { plansOfEpoch } from '../db/index.ts'
import type { Api, ApiEnv } from './env.ts'
import { newApi, operation } from './operation.ts'
import { fields } from './post-document.ts'
import { checkKind, checkReadable, checkWritable } from './post-rights.ts'
import { body, idParam, json, noContent } from './schemas.ts'
import { write } from './write.ts'

const revisionHead = z
  .object({ version: z.int(), title: z.string(), actor: z.string(), createdAt: z.string() })
  .openapi('RevisionHead')
const revisionSchema = revisionHead.extend({ markdown: z.string(), excerpt: z.string().nullable() }).openapi('Revision')
const autosaveSchema = z
  .object({ baseVersion: z.int(), fields: z.record(z.string(), z.unknown()), actor: z.string(), savedAt: z.string() })
  .openapi('Autosave')
const { publishedAt: _, ...typed } = fields
const autosaveInput = z
  .strictObject({
    baseVersion: z.int().positive(),
    fields: z.strictObject({ ...typed, title: z.string().max(500), slug: z.string().max(200) }).partial(),
  })
  .openapi('AutosaveInput')
const versionParam = idParam.extend({
  version: z.coerce.number().int().positive().max(2_000_000_000).openapi({ type: 'integer', example: 3 }),
})

const PREVIEW_HOURS = 72

/** Under `/posts`; a page is a post here too. */
export function writingApi(): Api {
  const api = newApi()
  const tags = ['Writing']
  api.openapi(
    operation('posts:read', {
      method: 'post',
      path: '/render',
      tags,
      summary: 'Render Markdown as the site does; nothing is kept',
      request: { body: body(z.strictObject({ markdown: z.string().max(2_000_000) })) },
      responses: {
        200: json(
          z.object({ html: z.string(), wordCount: z.int(), readingMinutes: z.int(), excerpt: z.string() }),
          'Sanitised HTML',
        ),
      },
    }),
    async (c) => {
      const { db, siteUrl } = c.var.deps
      const { html, wordCount, readingMinutes, autoExcerpt } = await renderColumns(
        db.drizzle,
        c.req.valid('json').markdown,
        siteUrl,
      )
      return c.json({ html, wordCount, readingMinutes, excerpt: autoExcerpt }, 200)
    },
  )
  api.openapi(
    operation('posts:read', {
      method: 'get',
      path: '/{id}/revisions',
      tags,
      summary: 'List earlier versions, newest first',
      request: { params: idParam },
      responses: { 200: json(z.object({ items: z.array(revisionHead) }), 'The last 200') },
    }),
    async (c) => {
      const { id } = await readable(c, c.req.valid('param').id)
      const items = (await listRevisions(c.var.deps.db.drizzle, id)).map(withIsoDate)
      return c.json({ items }, 200)
    },
  )
  api.openapi(
    operation('posts:read', {
      method: 'get',
      path: '/{id}/revisions/{version}',
      tags,
      summary: 'Read an earlier version',
      request: { params: versionParam },
      responses: { 200: json(revisionSchema, 'The version') },
    }),
    async (c) => {
      const { id } = await readable(c, c.req.valid('param').id)
      return c.json(withIsoDate(await getRevision(c.var.deps.db.drizzle, id, c.req.valid('param').version)), 200)
    },
  )
  api.openapi(
    operation('posts:read', {
      method: 'get',
      path: '/{id}/autosave',
      tags,
      summary: 'Read what was typed and not saved',
      request: { params: idParam },
      responses: { 200: json(z.object({ autosave: autosaveSchema.nullable() }), 'Null: nothing') },
    }),
    async (c) => {
      const { id } = await readable(c, c.req.valid('param').id)
      const kept = await getAutosave(c.var.deps.db.drizzle, id)
      const autosave = kept && {
        ...{ baseVersion: kept.baseVersion, actor: kept.actor, savedAt: kept.savedAt.toISOString() },
        fields: kept.fields as Record<string, unknown>,
      }
      return c.json({ autosave: autosave ?? null }, 200)
    },
  )
  api.openapi(
    operation('posts:write', {
      method: 'put',
      path: '/{id}/autosave',
      tags,
      summary: 'Keep what is typed, without saving it',
      request: { params: idParam, body: body(autosaveInput) },
      responses: { 204: noContent },
    }),
    async (c) => {
      const { id } = await writable(c, c.req.valid('param').id)
      const kept = { ...c.req.valid('json'), actor: c.var.principal.actor, savedAt: new Date() }
      await write(c, (tx) => keepAutosave(tx, id, kept))
      return c.body(null, 204)
    },
  )
  api.openapi(
    operation('posts:write', {
      method: 'delete',
      path: '/{id}/autosave',
      tags,
      summary: 'Forget what was typed and not saved',
      request: { params: idParam },
      responses: { 204: noContent },
    }),
    async (c) => {
      const { id } = await writable(c, c.req.valid('param').id)
      await write(c, (tx) => dropAutosave(tx, id))
      return c.body(null, 204)
    },
  )
  api.openapi(
    operation('posts:write', {
      method: 'post',
      path: '/{id}/preview-links',
      tags,
      summary: 'Make a link by which anybody can see it before it is published',
      request: { params: idParam },
      responses: { 201: json(z.object({ url: z.string(), expiresAt: z.string() }), 'It ends after three days') },
    }),
    async (c) => {
      const { id } = await writable(c, c.req.valid('param').id)
      const minutes = PREVIEW_HOURS * 60
      const token = await write(c, (tx) => createLink(tx, { purpose: 'preview', minutes, details: { id } }))
      const expiresAt = new Date(Date.now() + minutes * 60_000).toISOString()
      return c.json({ url: `${c.var.deps.siteUrl}/admin/preview?token=${token}`, expiresAt }, 201)
    },
  )
  api.openapi(
    operation('posts:read', {
      method: 'get',
      path: '/live/{epoch}',
      tags,
      summary: 'Wait until what a write changed is served, and say which pages that were',
      request: {
        params: z.object({
          epoch: z
            .string()
            .regex(/^\d{1,19}$/)
            .openapi({ example: '1234' }),
        }),
      },
      responses: {
        200: json(
          z.object({ at: z.string().nullable(), pages: z.array(z.object({ url: z.string(), why: z.string() })) }),
          'Null: nothing that is public changed',
        ),
      },
    }),
    async (c) => {
      const { cache, db } = c.var.deps
      await cache.flusher.flush()
      const plans = await plansOfEpoch(db, c.req.valid('param').epoch)
      const changed = plans.flatMap(({ renders }) => renders.filter(({ outcome }) => outcome === 'changed'))
      const gone = plans.flatMap(({ withdrawn }) => withdrawn.map((url) => ({ url, why: 'withdrawn' })))
      const pages = [...changed, ...gone].map(({ url, why }) => ({ url, why }))
      return c.json({ at: plans.at(-1)?.at ?? null, pages }, 200)
    },
  )
  return api
}

async function readable(c: Context<ApiEnv>, id: number): Promise<PostRecord> {
  const record = await getPost(c.var.deps.db.drizzle, id)
  checkKind(c.var.principal, record, 'read')
  checkReadable(c.var.principal, record)
  return record
}

async function writable(c: Context<ApiEnv>, id: number): Promise<PostRecord> {
  const record = await getPost(c.var.deps.db.drizzle, id)
  checkKind(c.var.principal, record, 'write')
  checkWritable(c.var.principal, record)
  return record
}

function withIsoDate<T extends { createdAt: Date }>({ createdAt, ...rest }: T) {
  return { ...rest, createdAt: createdAt.toISOString() }
}
