/** Every scope with every operation of the description: a key is let in where it has the scope, and nowhere else. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { SCOPES } from '../../src/auth/index.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'), {}, { requestsPerMinute: 1_000_000 })
})
afterAll(() => server.stop())

interface Operation {
  readonly method: string
  readonly path: string
  readonly scope: string
}

async function operations(): Promise<Operation[]> {
  const { paths } = (await server.api('GET', '/openapi.json')).body
  return Object.entries<Record<string, { 'x-required-scope': string }>>(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { 'x-required-scope': scope }]) => ({
      method: method.toUpperCase(),
      path,
      scope,
    })),
  )
}

/** At something that is not there, with a body that holds nothing: what is let in changes nothing. */
async function send({ method, path }: Operation, key?: string): Promise<{ status: number; scope?: string }> {
  const hasBody = ['POST', 'PUT', 'PATCH'].includes(method)
  const leaving = new AbortController()
  const response = await fetch(`${server.localUrl}/api/v1${path.replaceAll(/\{\w+\}/g, '999999999')}`, {
    method,
    signal: leaving.signal,
    headers: { ...(key && { Authorization: `Bearer ${key}` }), ...(hasBody && { 'Content-Type': 'application/json' }) },
    ...(hasBody && { body: '{}' }),
  })
  if (response.status === 403) return { status: 403, scope: ((await response.json()) as { scope: string }).scope }
  // A stream has no end.
  leaving.abort()
  return { status: response.status }
}

describe('every operation', () => {
  it('names a scope that there is, and lets in nobody without a key', async () => {
    const all = await operations()
    expect(all.length).toBeGreaterThan(60)
    for (const operation of all) {
      expect([operation.path, SCOPES]).toEqual([operation.path, expect.arrayContaining([operation.scope])])
      expect([operation, await send(operation)]).toEqual([operation, { status: 401 }])
      expect([operation, await send(operation, 'hk_guessed_')]).toEqual([operation, { status: 401 }])
    }
  })

  it('lets in who has its scope, and tells all others which they lack', async () => {
    const all = await operations()
    const wrong: string[] = []
    for (const scope of SCOPES.filter((one) => one !== '*')) {
      const { key } = (await server.api('POST', '/keys', { name: scope, scopes: [scope] })).body
      for (const operation of all) {
        const answer = await send(operation, key)
        const isRight =
          operation.scope === scope
            ? ![401, 403].includes(answer.status) && answer.status < 500
            : answer.status === 403 && answer.scope === operation.scope
        if (!isRight) wrong.push(`${scope}: ${operation.method} ${operation.path} ${JSON.stringify(answer)}`)
      }
    }
    expect(wrong).toEqual([])
  })
})
