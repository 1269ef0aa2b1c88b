import { describe, expect, it } from 'vitest'
import { countedRanks, Reading, SharedReads, UnrecordedRead } from '../../src/content/index.ts'
import { recordOnUse } from '../../src/content/reading.ts'

const tx = { execute: async () => [] }
const shared = () => new SharedReads({ tx, ranks: countedRanks(tx), siteUrl: 'http://localhost' })

describe('a reading', () => {
  it('refuses a read that says nothing that it depends on', async () => {
    const reading = new Reading(shared(), true)
    await expect(reading.read('past the records', async () => 1)).rejects.toThrow(UnrecordedRead)
  })

  it('lets such a page be served, and not be kept, where that is asked for', async () => {
    const reading = new Reading(shared(), false)
    reading.dependencies.value('setting:title')
    expect(await reading.read('past the records', async () => 1)).toBe(1)
    expect(reading.end()).toBe(false)
  })

  it('does not let a page be kept that read nothing', () => {
    expect(new Reading(shared(), true).end()).toBe(false)
  })

  it('refuses a read that comes after its page was rendered', async () => {
    const reading = new Reading(shared(), false)
    reading.end()
    await expect(reading.read('late', async ({ dependencies }) => dependencies.value('setting:title'))).rejects.toThrow(
      UnrecordedRead,
    )
  })

  it('reads once for all pages, and each depends on it', async () => {
    const reads = shared()
    let loads = 0
    const load = async ({ dependencies }: { dependencies: Reading['dependencies'] }) => {
      dependencies.value('setting:title')
      return ++loads
    }
    const readings = [new Reading(reads, true), new Reading(reads, true)]
    for (const reading of readings) {
      expect(await reading.read('title', load)).toBe(1)
      expect([...reading.dependencies.names]).toEqual(['setting:title'])
      expect(reading.end()).toBe(true)
    }
  })

  it('depends on a value that is recorded on use only once it is looked at', () => {
    const reading = new Reading(shared(), true)
    const tag = recordOnUse(reading, { id: 7, name: 'Seven', path: '/tags/seven' }, { name: 'tag:7/name' })
    expect([tag.id, tag.path, reading.dependencies.records]).toEqual([7, '/tags/seven', 0])
    expect([tag.name, ...reading.dependencies.names]).toEqual(['Seven', 'tag:7/name'])
  })
})
