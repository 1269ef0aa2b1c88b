/** Redirects by path. */
import { z } from '@hono/zod-openapi'
import {
  createRedirect,
  deleteRedirect,
  deleteRedirects,
  exportRedirects,
  getRedirect,
  importRedirects,
  listRedirects,
  updateRedirect,
} from '../content/index.ts'
import { afterId, listOf, pageOf, pageQuery } from './cursor.ts'
import type { Api } from './env.ts'
import { newApi, operation } from './operation.ts'
import { ProblemError } from './problem.ts'
import { redirectTrialSchema, tryAddress } from './redirect-trial.ts'
import { body, idParam, json, noContent } from './schemas.ts'
import { isDryRun, write } from './write.ts'

const status = z.union([z.literal(301), z.literal(302), z.literal(307), z.literal(308), z.literal(410)])
const redirectFields = {
  source: z.string().min(1).max(2000),
  target: z.string().max(2000).nullable().optional(),
  postId: z.int().positive().nullable().optional(),
  status: status.optional(),
}
const redirectInput = z.strictObject(redirectFields).openapi('RedirectInput')
const redirectSchema = z
  .object({
    id: z.int(),
    source: z.string(),
    target: z.string().nullable(),
    postId: z.int().nullable(),
    status: z.int(),
    createdAt: z.string(),
  })
  .openapi('Redirect')

const listedSchema = redirectSchema
  .extend({
    post: z
      .object({ id: z.int(), kind: z.enum(['post', 'page']), title: z.string() })
      .nullable()
      .openapi({ description: 'The post that it follows.' }),
  })
  .openapi('ListedRedirect')

const filterQuery = pageQuery.extend({
  q: z
    .string()
    .max(200)
    .optional()
    .openapi({ description: 'A part of the source, the target, or the title of the post that it follows.' }),
  status: z.coerce
    .number()
    .pipe(status)
    .optional()
    .openapi({ type: 'integer', enum: [301, 302, 307, 308, 410] }),
})
const remarks = z.array(z.object({ line: z.int(), text: z.string(), message: z.string() }))
const importSchema = z
  .object({
    ...{ lines: z.int(), created: z.int(), changed: z.int(), same: z.int() },
    ...{ problems: remarks, skipped: remarks, notes: remarks },
  })
  .openapi('RedirectImport')
const MAX_FILE = 4_000_000

export function redirectsApi(): Api {
  const api = newApi()
  const tags = ['Redirects']
  const present = (row: Awaited<ReturnType<typeof getRedirect>>) => ({ ...row, createdAt: row.createdAt.toISOString() })
  api.openapi(
    operation('redirects:read', {
      method: 'get',
      path: '/',
      tags,
      summary: 'List redirects',
      request: { query: filterQuery },
      responses: { 200: json(listOf(listedSchema), 'A page of the list') },
    }),
    async (c) => {
      const { limit, cursor, ...filter } = c.req.valid('query')
      const page = { afterId: afterId(cursor), limit: limit + 1 }
      const rows = await listRedirects(c.var.deps.db.drizzle, { ...filter, ...page })
      return c.json(
        pageOf(rows, limit, ({ post, ...row }) => ({ ...present(row), post })),
        200,
      )
    },
  )
  api.openapi(
    operation('redirects:write', {
      method: 'post',
      path: '/',
      tags,
      summary: 'Create a redirect',
      request: { body: body(redirectInput) },
      responses: { 201: json(redirectSchema, 'The redirect') },
    }),
    async (c) => {
      const input = c.req.valid('json')
      return c.json(present(await write(c, (tx) => createRedirect(tx, input))), 201)
    },
  )
  api.openapi(
    operation('redirects:read', {
      method: 'get',
      path: '/test',
      tags,
      summary: 'Say what an address answers, and where that leads',
      request: { query: z.object({ path: z.string().min(1).max(2048) }) },
      responses: { 200: json(redirectTrialSchema, 'By the rules that readers meet, as they are now') },
    }),
    async (c) => c.json(await tryAddress(c, c.req.valid('query').path), 200),
  )
  api.openapi(
    operation('redirects:read', {
      method: 'get',
      path: '/export',
      tags,
      summary: 'All redirects as a CSV file, which can be imported again',
      responses: { 200: { description: 'The file', content: { 'text/csv': { schema: z.string() } } } },
    }),
    async (c) => {
      c.header('Content-Disposition', 'attachment; filename="redirects.csv"')
      c.header('Content-Type', 'text/csv; charset=utf-8')
      return c.body(await exportRedirects(c.var.deps.db.drizzle), 200)
    },
  )
  api.openapi(
    operation('redirects:write', {
      method: 'post',
      path: '/import',
      tags,
      summary: 'Bring in a file of redirects: all of it, or nothing',
      description:
        'CSV (`source,target,status`), the lines of a `_redirects` file, or what the WordPress plugin "Redirection" exports. An address that has a redirect gets that of the file; the same file again changes nothing. With problems the answer is 422 and names each line; with `dryRun=true` it is 200 with the same report.',
      request: { body: body(z.strictObject({ text: z.string().min(1).max(MAX_FILE) })) },
      responses: { 200: json(importSchema, 'What was done') },
    }),
    async (c) => {
      const { text } = c.req.valid('json')
      const change = async (tx: Parameters<typeof importRedirects>[0]) => {
        const report = await importRedirects(tx, text, c.var.deps.siteUrl)
        if (report.problems.length > 0 && !isDryRun(c)) throw unimportable(report.problems)
        return report
      }
      return c.json({ ...(await write(c, change, (report) => report)) } as z.infer<typeof importSchema>, 200)
    },
  )
  api.openapi(
    operation('redirects:write', {
      method: 'post',
      path: '/deletions',
      tags,
      summary: 'Delete several redirects',
      request: { body: body(z.strictObject({ ids: z.array(z.int().positive()).min(1).max(1000) })) },
      responses: { 200: json(z.object({ deleted: z.int() }), 'How many were there') },
    }),
    async (c) => {
      const { ids } = c.req.valid('json')
      return c.json(
        {
          deleted: await write(
            c,
            (tx) => deleteRedirects(tx, ids),
            (deleted) => ({ deleted }),
          ),
        },
        200,
      )
    },
  )
  api.openapi(
    operation('redirects:read', {
      method: 'get',
      path: '/{id}',
      tags,
      summary: 'Read a redirect',
      request: { params: idParam },
      responses: { 200: json(redirectSchema, 'The redirect') },
    }),
    async (c) => c.json(present(await getRedirect(c.var.deps.db.drizzle, c.req.valid('param').id)), 200),
  )
  api.openapi(
    operation('redirects:write', {
      method: 'patch',
      path: '/{id}',
      tags,
      summary: 'Change a redirect',
      request: { params: idParam, body: body(redirectInput.partial()) },
      responses: { 200: json(redirectSchema, 'The redirect') },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const patch = c.req.valid('json')
      return c.json(present(await write(c, (tx) => updateRedirect(tx, id, patch))), 200)
    },
  )
  api.openapi(
    operation('redirects:write', {
      method: 'delete',
      path: '/{id}',
      tags,
      summary: 'Delete a redirect',
      request: { params: idParam },
      responses: { 204: noContent },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      await write(c, (tx) => deleteRedirect(tx, id))
      return c.body(null, 204)
    },
  )
  return api
}

function unimportable(problems: readonly { line: number; message: string }[]): ProblemError {
  const errors = problems.map(({ line, message }) => ({ field: `line ${line}`, message }))
  const [first] = problems
  const what =
    problems.length === 1
      ? `Line ${first?.line}: ${first?.message} Nothing was imported.`
      : `${problems.length} lines cannot be taken, so nothing was imported.`
  return new ProblemError(422, 'invalid', what, { errors })
}
