import { beforeEach, describe, expect, it } from 'vitest'
import { DependencyIndex } from '../../src/cache/dependency-index.ts'
import { type Entry, makeEntry } from '../../src/cache/entry.ts'
import { Fence } from '../../src/cache/fence.ts'
import { Dependencies, Snapshot, Touches } from '../../src/cache/index.ts'
import { EntryStore } from '../../src/cache/store.ts'

let index: DependencyIndex
let store: EntryStore
let fence: Fence

beforeEach(() => {
  index = new DependencyIndex()
  store = new EntryStore(10_000_000, index)
  fence = new Fence(index, store)
})

function touching(name: string): { net: Touches; gross: Touches } {
  const touches = new Touches()
  touches.name(name)
  return { net: touches, gross: touches }
}

function candidate(snapshot: string, name = 'post:1/card', body = 'x'): Promise<Entry> {
  const dependencies = new Dependencies()
  dependencies.value(name)
  const rendered = { status: 200, contentType: 'text/plain', body, headers: {}, dependencies, storable: true }
  const cause = { kind: 'request', reason: 'test' } as const
  return makeEntry({ key: '/', rendered, snapshot: Snapshot.parse(snapshot), cause, renderMs: 1 }, undefined, 0)
}

describe('the fence', () => {
  it('refuses a render that an absorbed event overtook', async () => {
    const end = fence.openRender()
    fence.absorb({ epochs: [105n], ...touching('post:1/card') })
    expect(fence.fill(await candidate('100:105:'))).toBe('overtaken')
    expect(store.size).toBe(0)
    end()
  })

  it('takes one whose snapshot has the event', async () => {
    const end = fence.openRender()
    fence.absorb({ epochs: [105n], ...touching('post:1/card') })
    expect(fence.fill(await candidate('106:106:'))).toBe('stored')
    end()
  })

  it('takes one that the event does not touch', async () => {
    const end = fence.openRender()
    fence.absorb({ epochs: [105n], ...touching('post:2/card') })
    expect(fence.fill(await candidate('100:105:'))).toBe('stored')
    end()
  })

  it('remembers an event for as long as a render from before it is open, and no longer', async () => {
    const endOld = fence.openRender()
    fence.absorb({ epochs: [105n], ...touching('post:1/card') })
    const endNew = fence.openRender()
    endNew()
    expect(fence.fill(await candidate('100:105:'))).toBe('overtaken')
    endOld()
    const endLater = fence.openRender()
    expect(fence.fill(await candidate('106:106:'))).toBe('stored')
    endLater()
  })

  it('judges a render that shows some of a batch by everything that happened on the way', async () => {
    // A post came (105) and went again (107): nothing, for whoever saw neither.
    const nothing = new Touches()
    const { gross } = touching('post:1/card')
    const end = fence.openRender()
    fence.absorb({ epochs: [105n, 107n], net: nothing, gross })
    expect(fence.fill(await candidate('100:100:'))).toBe('stored')
    expect(fence.fill(await candidate('106:106:'))).toBe('overtaken')
    expect(fence.fill(await candidate('108:108:'))).toBe('stored')
    end()
  })

  it('knows which entries may show what nobody has absorbed', async () => {
    fence.advance(Snapshot.parse('100:100:'))
    fence.fill(await candidate('100:100:'))
    expect([...fence.ahead]).toEqual([])
    const ahead = await candidate('100:103:101')
    fence.fill(ahead)
    expect([...fence.ahead]).toEqual([ahead])
    // 101 is still under way here too, but 102 is not seen to the end.
    fence.advance(Snapshot.parse('100:102:101'))
    expect([...fence.ahead]).toEqual([ahead])
    fence.advance(Snapshot.parse('103:103:'))
    expect([...fence.ahead]).toEqual([])
  })

  it('leaves nothing of a refused candidate in the index', async () => {
    const end = fence.openRender()
    fence.absorb({ epochs: [105n], ...touching('post:1/card') })
    fence.fill(await candidate('100:105:'))
    expect(index.touchedBy(touching('post:1/card').net).size).toBe(0)
    end()
  })
})

describe('the store', () => {
  it('takes the replaced entry out of the index', async () => {
    fence.fill(await candidate('1:1:', 'post:1/card', 'one'))
    fence.fill(await candidate('2:2:', 'post:2/card', 'two'))
    expect(index.touchedBy(touching('post:1/card').net).size).toBe(0)
    expect([...index.touchedBy(touching('post:2/card').net).keys()].map(({ key }) => key)).toEqual(['/'])
  })

  it('keeps an entry that is larger than the cache neither stored nor indexed', async () => {
    const small = new EntryStore(1000, index)
    const entry = await candidate('1:1:', 'post:1/card', 'x'.repeat(5000))
    index.add(entry)
    small.put(entry)
    expect(small.size).toBe(0)
    expect(index.touchedBy(touching('post:1/card').net).size).toBe(0)
  })
})
