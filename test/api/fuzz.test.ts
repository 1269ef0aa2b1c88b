/** Every operation of the description, with what its schema allows and what it does not: always an answer, never a leak. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Schema } from '../support/json-schema.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'), {}, { requestsPerMinute: 1_000_000 })
  await server.api('POST', '/posts', {
    title: 'One',
    markdown: 'Text',
    status: 'published',
    tags: ['a'],
    authors: ['b'],
  })
  await server.api('POST', '/pages', { title: 'Page', status: 'published' })
  await server.api('POST', '/redirects', { source: '/from', target: '/to' })
  await server.api('POST', '/keys', { name: 'another', scopes: ['posts:read'] })
  // One that leads nowhere, so that nobody is called.
  await server.db.sql`
    insert into webhook (name, url, events, secret, state, pause_reason)
    values ('Nowhere', 'http://127.0.0.1:1/', '{*}', 'whsec_AAAA', 'paused', 'asked')`
})
afterAll(() => server.stop())

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: Schema }[]
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }
}

const ODD: readonly unknown[] = [
  ...[null, true, -1, 0, 1.5, 1e308, 99_999_999_999_999, '', ' ', 'x', '\u0000', '\ud800', '%00', '../../etc/passwd'],
  ...[
    "'; drop table post; --",
    '<script>alert(1)</script>',
    'x'.repeat(100_000),
    '2026-13-45T99:99:99Z',
    '9'.repeat(400),
  ],
  ...[[], ['x'], Array(2000).fill('x'), {}, { a: { b: { c: [] } } }, { __proto__: { admin: true }, constructor: 1 }],
]

/** Something that the schema allows, roughly. */
function valid(schema: Schema | undefined, schemas: Record<string, Schema>): unknown {
  const real = schema?.$ref ? schemas[schema.$ref.split('/').at(-1) ?? ''] : schema
  if (!real) return 'x'
  if (real.enum) return real.enum[0]
  if (real.anyOf) return valid(real.anyOf[0], schemas)
  const type = Array.isArray(real.type) ? real.type[0] : real.type
  if (type === 'object')
    return Object.fromEntries((real.required ?? []).map((name) => [name, valid(real.properties?.[name], schemas)]))
  if (type === 'array') return [valid(real.items, schemas)]
  if (type === 'integer' || type === 'number') return 1
  if (type === 'boolean') return true
  return 'x'
}

/** What operations are tried on. The first key is that of the tests themselves, which rotating would end. */
const idIn = (path: string) => (path.startsWith('/keys') ? '2' : '1')

describe('every operation', () => {
  it('answers whatever it is sent, and tells nothing of its insides', async () => {
    const { paths, components } = (await server.api('GET', '/openapi.json')).body
    const problems: string[] = []
    let sent = 0
    const send = async (method: string, path: string, body?: unknown) => {
      const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
      const response = await fetch(`${server.localUrl}/api/v1${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${server.key}`,
          ...(text !== undefined && { 'Content-Type': 'application/json' }),
        },
        ...(text !== undefined && { body: text }),
      })
      sent++
      const answer = await response.text()
      const what = `${method} ${path.slice(0, 80)} ${text?.slice(0, 80) ?? ''}: ${response.status}`
      if (response.status >= 500 || response.status === 401) problems.push(what)
      if (response.status < 400) return
      if (!response.headers.get('content-type')?.startsWith('application/problem+json'))
        problems.push(`${what} is no problem document`)
      if (/node_modules|\.ts:\d|\bat \w+ \(|PostgresError|violates|syntax error at/.test(answer))
        problems.push(`${what} ${answer.slice(0, 200)}`)
    }
    for (const [path, operations] of Object.entries<Record<string, Operation>>(paths)) {
      for (const [lower, operation] of Object.entries(operations)) {
        const method = lower.toUpperCase()
        // What takes everything away, or renders everything, has tests of its own.
        if (/^\/cache\/(?:purge|warm|flush|audit)|^\/posts\/live/.test(path)) continue
        const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
        const at = (value: string) => path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(value).slice(0, 2000))
        const there = at(method === 'DELETE' || method === 'PUT' ? '987654321' : idIn(path))
        if (names.length > 0) {
          for (const odd of ODD)
            if (typeof odd === 'string' || typeof odd === 'number') await send(method, at(String(odd).toWellFormed()))
        }
        for (const { name, in: place } of operation.parameters ?? []) {
          if (place !== 'query' || name === 'dryRun') continue
          for (const odd of ODD) {
            const value = (typeof odd === 'string' ? odd : JSON.stringify(odd)).toWellFormed().slice(0, 3000)
            await send(method, `${there}?${name}=${encodeURIComponent(value)}`)
          }
        }
        const schema = operation.requestBody?.content?.['application/json']?.schema
        if (!schema) continue
        const real = schema.$ref ? components.schemas[schema.$ref.split('/').at(-1) ?? ''] : schema
        const right = valid(schema, components.schemas) as Record<string, unknown>
        await send(method, there, right)
        for (const broken of ['', '{', '[]', '"x"', '{"a":1e999}', `${'['.repeat(5000)}${']'.repeat(5000)}`])
          await send(method, there, broken)
        for (const name of Object.keys(real?.properties ?? {})) {
          for (const odd of ODD) await send(method, there, { ...right, [name]: odd })
        }
      }
    }
    expect(problems).toEqual([])
    expect(sent).toBeGreaterThan(2000)
    // The key still counts: not all of it was refused for that.
    expect((await server.api('GET', '/keys')).status).toBe(200)
    expect((await server.get('/')).status).toBe(200)
  })

  it('refuses what its schema does not name: nobody sets what is not theirs to set', async () => {
    const { paths, components } = (await server.api('GET', '/openapi.json')).body
    const lenient: string[] = []
    let asked = 0
    for (const [path, operations] of Object.entries<Record<string, Operation>>(paths)) {
      for (const [method, { requestBody }] of Object.entries(operations)) {
        const schema = requestBody?.content?.['application/json']?.schema
        if (!schema) continue
        const right = valid(schema, components.schemas) as Record<string, unknown>
        for (const name of ['passwordHash', 'isAdmin', 'id', 'actor', 'createdAt']) {
          const { status, body } = await server.api(method.toUpperCase(), path.replaceAll(/\{\w+\}/g, idIn(path)), {
            ...right,
            [name]: 1,
          })
          asked++
          const fields = body?.errors?.map(({ field }: { field: string }) => field) ?? []
          if (status !== 422 || !fields.includes(name)) lenient.push(`${method} ${path} ${name}: ${status} ${fields}`)
        }
      }
    }
    expect(lenient).toEqual([])
    expect(asked).toBeGreaterThan(80)
  })
})
