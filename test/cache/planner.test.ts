import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DependencyIndex } from '../../src/cache/dependency-index.ts'
import { type Entry, makeEntry } from '../../src/cache/entry.ts'
import { Dependencies, FIRST_KEY, LAST_KEY, Snapshot, Touches } from '../../src/cache/index.ts'
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
  return makePlan(touches, epochs, index, appearing, (key) => stored.has(key))
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

  it.each([
    ['inside', 'c', ['/w', '/ranked']],
    ['on the edge', 'b', ['/w', '/ranked']],
    ['below', 'a', ['/ranked']],
    ['above', 'e', []],
  ])('finds windows for a point %s', async (_, point, expected) => {
    const plan = await planFor(
      [
        entry('/w', (d) => d.window('l', 'b', 'd')),
        entry('/ranked', (d) => d.window('l', 'b', 'd', { ranked: true })),
        entry('/other', (d) => d.window('m', FIRST_KEY, LAST_KEY)),
      ],
      (t) => t.point('l', point),
    )
    expect([...plan.render.keys()].sort()).toEqual([...expected].sort())
  })

  it('finds through the index exactly what looking at every entry finds', async () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd')
    const reads = fc.record({ names: fc.array(name), windows: fc.array(fc.tuple(name, name, name, fc.boolean())) })
    await fc.assert(
      fc.asyncProperty(
        fc.array(reads, { maxLength: 8 }),
        fc.array(name),
        fc.array(fc.tuple(name, name)),
        async (pages, names, points) => {
          const entries = await Promise.all(
            pages.map((page, i) =>
              entry(`/${i}`, (d) => {
                for (const one of page.names) d.value(one)
                for (const [list, from, to, ranked] of page.windows) d.window(list, from, to, { ranked })
              }),
            ),
          )
          const index = new DependencyIndex()
          for (const one of entries) index.add(one)
          const touches = new Touches()
          for (const one of names) touches.name(one)
          for (const [list, point] of points) touches.point(list, point)
          const found = [...index.touchedBy(touches).keys()].map(({ key }) => key).sort()
          const expected = entries
            .filter((one) => touches.reach(one.dependencies) !== undefined)
            .map(({ key }) => key)
            .sort()
          expect(found).toEqual(expected)
        },
      ),
      { numRuns: 60 },
    )
  })
})
