/** PostgreSQL restarts, or somebody ends a connection: an error for whoever had it, and no more than that. */
import postgres from 'postgres'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { connect, type Database, inWriteTransaction } from '../../src/db/index.ts'
import { createTestDatabase } from '../support/database.ts'
import { startTestServer, wrongPages } from '../support/server.ts'

const admin = postgres(inject('clusterUrl'), { max: 1, onnotice: () => {} })
afterAll(() => admin.end())

async function withDatabase(max: number, work: (db: Database) => Promise<void>): Promise<void> {
  const database = await createTestDatabase(inject('clusterUrl'))
  const db = connect(database.url, { max })
  try {
    await work(db)
  } finally {
    await db.close()
    await database.drop()
  }
}

const endConnection = (pid: unknown) => admin`select pg_terminate_backend(${Number(pid)})`
const codeOf = (error: { code?: string }) => error.code

describe('a lost connection', () => {
  it('fails what its transaction asks from then on; the next one works', () =>
    withDatabase(1, async ({ sql }) => {
      const answers: string[] = []
      const transaction = sql.begin(async (tx) => {
        const [row] = await tx`select pg_backend_pid() as pid`
        await endConnection(row?.pid)
        // Goes on for a while after the first that fails, in turns of its own.
        for (let left = 50; left > 0; left -= answers.includes('failed') ? 1 : 0) {
          void tx`select 1`.then(
            () => answers.push('answered'),
            () => answers.push('failed'),
          )
          await new Promise(setImmediate)
        }
      })
      expect(await transaction.catch(codeOf)).toMatch(/CONNECTION_CLOSED|57P01|ECONNRESET/)
      expect(await sql`select 1 as one`).toEqual([{ one: 1 }])
      await expect.poll(() => answers.filter((answer) => answer === 'failed').length).toBeGreaterThanOrEqual(50)
      expect(answers.lastIndexOf('answered')).toBeLessThan(answers.indexOf('failed'))
    }))

  it('leaves nothing of a transaction behind, not even what it writes after others got the connection', () =>
    withDatabase(1, async (db) => {
      const { promise: replaced, resolve } = Promise.withResolvers<void>()
      const writing = inWriteTransaction(db, 'test', async (tx) => {
        const [row] = await tx.execute<{ pid: number }>(`select pg_backend_pid() as pid`)
        await tx.execute(`insert into tag (slug, name) values ('first', 'First')`)
        await endConnection(row?.pid)
        await replaced
        await tx.execute(`insert into tag (slug, name) values ('second', 'Second')`)
      })
      const outcome = writing.catch((error: unknown) => error)
      await expect.poll(() => db.sql`select 1 as one`.catch(() => undefined)).toEqual([{ one: 1 }])
      resolve()
      expect(await outcome).toBeInstanceOf(Error)
      expect(await db.sql`select slug from tag`).toEqual([])
    }))

  it('of those that are reserved fails what is asked of it, and can be given back', () =>
    withDatabase(1, async ({ sql }) => {
      const reserved = await sql.reserve()
      const [row] = await reserved`select pg_backend_pid() as pid`
      await endConnection(row?.pid)
      await expect.poll(() => reserved`select 1`.then(() => 'answered', codeOf)).toBe('CONNECTION_CLOSED')
      reserved.release()
      expect(await sql`select 1 as one`).toEqual([{ one: 1 }])
    }))

  it('does not end the server: it goes on serving, and shows what was written', async () => {
    const server = await startTestServer(inject('clusterUrl'))
    const name = new URL(server.db.url).pathname.slice(1)
    try {
      for (let n = 0; n < 20; n++)
        await server.api('POST', '/posts', { title: `Post ${n}`, status: 'published', tags: ['a'] })
      for (let n = 0; n < 15; n++) {
        const edit = server.api('PATCH', '/settings', { title: `Site ${n}` })
        // At another moment each time: while it writes, plans, renders, has done.
        for (let turn = 0; turn < n; turn++) await server.get('/')
        await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`
        expect([200, 503]).toContain((await edit).status)
        expect((await server.get('/posts/post-1')).status).toBe(200)
      }
      await expect.poll(() => server.api('PATCH', '/settings', { footer: 'Afterwards' })).toMatchObject({ status: 200 })
      await server.flush()
      expect((await server.get('/')).text).toContain('Afterwards')
      expect(await wrongPages(server)).toEqual([])
    } finally {
      await server.stop()
    }
  })
})
