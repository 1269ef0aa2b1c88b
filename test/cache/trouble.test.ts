/** When things go wrong: renders that fail, a database that is away, models without a store. */
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import {
  Dependencies,
  passFailpoints,
  type RenderSession,
  ResponseCache,
  Snapshot,
  Touches,
} from '../../src/cache/index.ts'
import { startTestServer, until } from '../support/server.ts'

/** A site of one page whose renders and events the test decides. */
function fakeSite() {
  const state = {
    text: 'one',
    fails: false,
    away: false,
    events: [] as number[],
    epoch: 10n,
    renders: 0,
    slowTurns: 0,
    storable: true,
    silence: undefined as Promise<void> | undefined,
  }
  const failures: string[] = []
  const cache = new ResponseCache({
    site: {
      doubt: () => {},
      async openSession(): Promise<RenderSession> {
        if (state.away) throw new Error('the database is away')
        await state.silence
        const events = [...state.events]
        const { text, fails } = state
        return {
          snapshot: new Snapshot(state.epoch, state.epoch),
          pendingEvents: async (taken) =>
            events
              .filter((id) => !taken.includes(id))
              .map((id) => ({ id, epoch: BigInt(id), at: Date.now(), actor: 'test', relation: 'post', changes: [] })),
          changes: async () => {
            const touches = new Touches()
            touches.name('text')
            return { net: touches, gross: touches, appearing: [], accept: () => {} }
          },
          touchedSince: async () => [],
          inventory: async () => ['/page'],
          render: async (key) => {
            state.renders++
            for (let turn = 0; turn < state.slowTurns; turn++) await new Promise(setImmediate)
            if (fails) throw new Error('poison')
            const dependencies = new Dependencies()
            dependencies.value('text')
            return {
              status: key === '/page' ? 200 : 404,
              contentType: 'text/plain',
              body: text,
              headers: {},
              dependencies,
              storable: state.storable,
            }
          },
          close: async () => {},
        }
      },
    },
    outbox: {
      finish: async (ids) => {
        state.events = state.events.filter((id) => !ids.includes(id))
      },
    },
    observer: {
      request: () => {},
      rendered: () => {},
      audited: () => {},
      staleness: () => {},
      flushed: () => {},
      failed: (what) => failures.push(what),
    },
    model: 'evented',
    timing: { quietMs: 0, maxWaitMs: 20, autoFlushMs: 20 },
    maxBytes: 1_000_000,
    maxStalenessMs: 200,
    auditLog: { record: async () => {} },
    auditPerMinute: 0,
    reached: passFailpoints,
  })
  const write = (text: string) => {
    state.text = text
    state.events.push(Number(state.epoch))
    state.epoch++
    cache.flusher.ring()
  }
  const body = () => cache.lookup('/page')?.variants.identity.body.toString()
  return { state, cache, write, body, failures }
}

let site: ReturnType<typeof fakeSite>
beforeEach(async () => {
  site = fakeSite()
  await site.cache.start()
})
afterEach(() => site.cache.stop())

describe('a render that fails', () => {
  it('keeps the old page, is listed, tried again, and never forgotten', async () => {
    site.state.fails = true
    site.write('two')
    await until(
      async () => site.cache.dirtyKeys.failing(),
      (failing) => failing.length === 1,
    )
    expect(site.cache.store.peek('/page')?.variants.identity.body.toString()).toBe('one')
    expect(site.failures).toContain('render /page')
    site.state.fails = false
    await until(
      async () => site.body(),
      (text) => text === 'two',
    )
    expect(site.cache.dirtyKeys.size).toBe(0)
  })
})

describe('a render that does not say what it depends on', () => {
  it('is served to whom asks, reported, and never kept', async () => {
    site.state.storable = false
    site.write('two')
    await site.cache.flusher.flush()
    expect(site.cache.store.peek('/page')).toBeUndefined()
    expect(site.failures).toContain('keep /page')
    const answer = await site.cache.answer({ url: '/page' })
    expect(answer.kind === 'entry' && answer.entry.variants.identity.body.toString()).toBe('two')
    expect(site.cache.store.size).toBe(0)
  })
})

describe('a database that is away', () => {
  it('is not noticed within the bound; past it the old page says that it is old', async () => {
    site.state.away = true
    expect(site.body()).toBe('one')
    await until(
      async () => site.body(),
      (text) => text === undefined,
    )
    const answer = await site.cache.answer({ url: '/page' })
    expect(answer).toMatchObject({ kind: 'entry', cacheStatus: expect.stringContaining('fwd=stale') })
    site.state.away = false
    await until(
      async () => site.body(),
      (text) => text === 'one',
    )
  })
})

describe('a database that says nothing', () => {
  it('keeps nobody waiting for long: past the bound the old page is served, and says that it is old', async () => {
    const speaks = Promise.withResolvers<void>()
    site.state.silence = speaks.promise
    await until(
      async () => site.body(),
      (text) => text === undefined,
    )
    for (let n = 0; n < 3; n++) {
      const answer = await site.cache.answer({ url: '/page' })
      expect(answer).toMatchObject({ kind: 'entry', cacheStatus: expect.stringContaining('fwd=stale') })
    }
    expect(site.failures).toContain('render /page')
    site.state.silence = undefined
    speaks.resolve()
    await until(
      async () => site.body(),
      (text) => text === 'one',
    )
  })
})

describe('many who ask for one page', () => {
  it('are answered by one render', async () => {
    site.cache.store.delete('/page')
    const before = site.state.renders
    const answers = await Promise.all(Array.from({ length: 50 }, () => site.cache.answer({ url: '/page' })))
    expect(answers.every((answer) => answer.kind === 'entry' && answer.entry.status === 200)).toBe(true)
    expect(site.state.renders).toBe(before + 1)
  })
})

describe('five hundred edits of one page', () => {
  it('are a few renders', async () => {
    const before = site.state.renders
    for (let n = 0; n < 500; n++) site.write(`edit ${n}`)
    await until(
      async () => site.body(),
      (text) => text === 'edit 499',
    )
    expect(site.state.renders - before).toBeLessThan(20)
    await until(
      async () => site.state.events.length,
      (pending) => pending === 0,
    )
  })
})

describe('a stream of edits that overtakes every render', () => {
  it('is followed, not waited for, and ends in the last edit', async () => {
    site.state.slowTurns = 20
    const seen = new Set<string | undefined>()
    for (let n = 0; n < 300; n++) {
      const epoch = site.state.epoch
      site.write(`edit ${n}`)
      await site.cache.flusher.settled(epoch)
      seen.add(site.body())
      await new Promise(setImmediate)
    }
    expect(seen.size).toBeGreaterThan(3)
    await site.cache.flusher.flush()
    expect(site.body()).toBe('edit 299')
    expect(site.cache.dirtyKeys.size).toBe(0)
    expect(site.state.events).toEqual([])
  })
})

describe('the model "off"', () => {
  it('renders every request and stores nothing', async () => {
    const server = await startTestServer(inject('clusterUrl'), { CACHE_MODEL: 'off' })
    try {
      const { status, headers } = await server.get('/posts/welcome')
      expect([status, headers.get('cache-status')]).toEqual([200, 'hearth; fwd=bypass'])
      await server.api('PATCH', '/settings', { title: 'At once' })
      expect((await server.get('/')).text).toContain('At once')
      expect(server.cache.store.size).toBe(0)
    } finally {
      await server.stop()
    }
  })
})
