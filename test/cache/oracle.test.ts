/** Random edits by every way of writing; after each batch every page must be what a fresh render gives. */
import { expect, inject, it } from 'vitest'
import { Oracle } from '../oracle/compare.ts'
import { runUnderLoad } from '../oracle/load.ts'
import { precision, runOracle } from '../oracle/run.ts'
import { openSite } from '../oracle/site.ts'

const EDITS = 200

it(`leaves no page wrong or missing after ${EDITS} random edits, and renders little for nothing`, async () => {
  const server = await openSite(inject('clusterUrl'), 'generated', 60)
  try {
    const run = await runOracle(
      server,
      20261121,
      Array.from({ length: EDITS }, (_, i) => i),
    )
    expect(run.misses, `after ${run.guilty.join(', ')}`).toEqual([])
    expect(run.comparisons).toBeGreaterThan(10)
    expect(precision(run)).toBeGreaterThan(0.9)
  } finally {
    await server.stop()
  }
})

it('keeps every promise to readers while several write', async () => {
  const server = await openSite(inject('clusterUrl'), 'generated', 60)
  try {
    const load = await runUnderLoad(server, { writers: 4, readers: 8, seed: 7, edits: 60 })
    expect(load.reads).toBeGreaterThan(100)
    expect(load.brokenLinks).toEqual([])
    expect(load.rendersByReaders).toBe(0)
    await server.flush()
    const oracle = new Oracle(server)
    expect(await oracle.misses()).toEqual([])
    await oracle.close()
  } finally {
    await server.stop()
  }
})
