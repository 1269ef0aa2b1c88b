import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DependencyIndex } from '../../src/cache/dependency-index.ts'
import { type Entry, makeEntry } from '../../src/cache/entry.ts'
import { Dependencies, FIRST_KEY, LAST_KEY, ListChange, Snapshot, Touches } from '../../src/cache/index.ts'
import { describePlan, makePlan } from '../../src/cache/planner.ts'

async function entry(key: string, read: (dependencies: Dependencies) => void, snapshot = '10:10:'): Promise<Entry> {
  const dependencies = new Dependencies()
  read(dependencies)
  const rendered = { status: 200, contentType: 'text/plain', body: key, headers: {}, dependencies, storable: true }
  return makeEntry(
    { key, rendered, snapshot: Snapshot.parse(snapshot), cause: { kind: 'warm', reason: '' }, renderMs: 0 },
    undefined,
    0,
  )
}

async function planFor(
  entries: Promise<Entry>[],
  touch: (touches: Touches) => void,
  epochs = [20n],
  appearing: string[] = [],
) {
  const index = new DependencyIndex()
  const stored = new Set<string>()
  for (const one of await Promise.all(entries)) {
    index.add(one)
    stored.add(one.key)
  }
  const touches = new Touches()
  touch(touches)
  return makePlan({ net: touches, gross: touches, appearing }, epochs, index, [], (key) => stored.has(key))
}

describe('the plan', () => {
  it('renders what read a touched value, and nothing else', async () => {
    const plan = await planFor(
      [entry('/a', (d) => d.value('post:1/card')), entry('/b', (d) => d.value('post:1/body'))],
      (t) => t.name('post:1/card'),
    )
    expect([...plan.render.keys()]).toEqual(['/a'])
    expect(plan.withdraw).toEqual([])
  })

  it('withdraws a page whose own address is touched, but not one that only links to it', async () => {
    const plan = await planFor(
      [entry('/own', (d) => d.address('post:1/address')), entry('/list', (d) => d.value('post:1/address'))],
      (t) => t.address('post:1/address'),
    )
    expect(plan.withdraw).toEqual(['/own'])
    expect([...plan.render.keys()].sort()).toEqual(['/list', '/own'])
    expect(describePlan(plan)).toContain('withdraw, render /own (post:1/address)')
  })

  it('leaves alone what was rendered after the change', async () => {
    const plan = await planFor([entry('/a', (d) => d.value('x'), '30:30:')], (t) => t.name('x'))
    expect(plan.render.size).toBe(0)
  })

  it('adds addresses that appear, unless they are stored', async () => {
    const plan = await planFor([entry('/known', (d) => d.value('x'))], (t) => t.name('y'), [20n], ['/known', '/new'])
    expect([...plan.render]).toEqual([['/new', 'appears']])
  })

  it('renders everything when the change has no shape', async () => {
    const plan = await planFor([entry('/a', (d) => d.value('x')), entry('/b', (d) => d.value('y'))], (t) => {
      t.everything = true
    })
    expect(plan.render.size).toBe(2)
  })

  it('renders what was rendered between two changes that together change nothing', async () => {
    const index = new DependencyIndex()
    const before = await entry('/before', (d) => d.value('x'), '10:10:')
    const between = await entry('/between', (d) => d.value('x'), '21:21:')
    for (const one of [before, between]) index.add(one)
    const gross = new Touches()
    gross.name('x')
    const plan = makePlan({ net: new Touches(), gross, appearing: [] }, [20n, 22n], index, [between], () => true)
    expect([...plan.render]).toEqual([['/between', 'x']])
  })
})

/** A list of letters, as windows, counts and sizes see it. */
const key = fc.constantFrom(...'abcdefghij')
const list = fc.uniqueArray(key)
const reads = fc.record({
  windows: fc.array(fc.tuple(key, key).filter(([from, to]) => from <= to)),
  counts: fc.array(
    fc
      .tuple(fc.oneof(key, fc.constant(FIRST_KEY)), fc.oneof(key, fc.constant(LAST_KEY)))
      .filter(([from, before]) => from < before),
  ),
  sizes: fc.array(fc.integer({ min: 1, max: 11 })),
})

function readFrom(
  members: ReadonlySet<string>,
  { windows, counts, sizes }: typeof reads extends fc.Arbitrary<infer T> ? T : never,
) {
  const sorted = [...members].sort()
  return {
    windows: windows.map(([from, to]) => sorted.filter((one) => one >= from && one <= to).join('')),
    counts: counts.map(([from, before]) => sorted.filter((one) => one >= from && one < before).length),
    sizes: sizes.map((atLeast) => sorted.length >= atLeast),
  }
}

describe('a change of a list', () => {
  it('touches exactly the pages that would read something else from it', async () => {
    await fc.assert(
      fc.asyncProperty(list, list, fc.array(reads, { maxLength: 6 }), async (before, after, pages) => {
        const [was, is] = [new Set(before), new Set(after)]
        const index = new DependencyIndex()
        const entries = await Promise.all(
          pages.map((page, i) =>
            entry(`/${i}`, (d) => {
              for (const [from, to] of page.windows) d.window('l', from, to)
              for (const [from, end] of page.counts) d.count('l', from, end)
              for (const atLeast of page.sizes) d.size('l', atLeast)
            }),
          ),
        )
        for (const one of entries) index.add(one)
        const touches = new Touches()
        const change = ListChange.exactly(was.difference(is), is.difference(was), was.size)
        if (!change.isEmpty) touches.list('l', change)
        const expected = pages.flatMap((page, i) =>
          JSON.stringify(readFrom(was, page)) === JSON.stringify(readFrom(is, page)) ? [] : [`/${i}`],
        )
        expect([...index.touchedBy(touches).keys()].map((one) => one.key).sort()).toEqual(expected)
        expect(entries.filter((one) => touches.reach(one.dependencies)).map((one) => one.key)).toEqual(expected)

        // By points alone: everything that may read something else, and through the index the same as without.
        const gross = new Touches()
        if (!change.isEmpty) gross.list('l', ListChange.somewhere(change.points))
        const found = [...index.touchedBy(gross).keys()].map((one) => one.key).sort()
        expect(found).toEqual(entries.filter((one) => gross.reach(one.dependencies)).map((one) => one.key))
        expect(found).toEqual(expect.arrayContaining(expected))

        // What leaves the index is not found any more.
        for (const one of entries) index.remove(one)
        expect(index.touchedBy(gross).size).toBe(0)
      }),
      { numRuns: 300 },
    )
  })
})
