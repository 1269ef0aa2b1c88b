import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bulkMessages, CHANGES_A_MESSAGE, MAX_NAMED_CHANGES } from '../../src/webhooks/messages.ts'
import { type Change, netChanges } from '../../src/webhooks/net-changes.ts'

const HIDDEN = { state: 'hidden' }
const BINNED = { state: 'binned', kind: 'post', slug: 'a', title: 'A', at: 1 }
const shown = (title: string) => ({ state: 'public', kind: 'post', slug: 'a', title, at: 1, text: 'x' })

let id = 0
const change = (xid: string, relation: string, key: string | null, before: unknown, after: unknown): Change => ({
  ...{ id: ++id, xid, at: new Date(0), relation, key, before, after },
})
const typesOf = (...changes: Change[]) => netChanges(changes).events.map(({ type }) => type)

describe('what one transaction did to a post', () => {
  it.each([
    ['post.published', [[null, shown('A')]]],
    [
      'post.published',
      [
        [HIDDEN, shown('A')],
        [shown('A'), shown('B')],
      ],
    ],
    ['post.published', [[BINNED, shown('A')]]],
    ['post.updated', [[shown('A'), shown('B')]]],
    [
      'post.updated',
      [
        [shown('A'), BINNED],
        [BINNED, shown('B')],
      ],
    ],
    ['post.unpublished', [[shown('A'), HIDDEN]]],
    ['post.deleted', [[shown('A'), BINNED]]],
    ['post.deleted', [[shown('A'), null]]],
    [
      undefined,
      [
        [shown('A'), shown('B')],
        [shown('B'), shown('A')],
      ],
    ],
    [
      undefined,
      [
        [HIDDEN, shown('A')],
        [shown('A'), BINNED],
      ],
    ],
  ])('is %s', (type, steps) => {
    const types = typesOf(...steps.map(([before, after]) => change('1', 'post', '7', before, after)))
    expect(types).toEqual(type ? [type] : [])
  })

  it('is one event with what happened to its tags, and none when those came back', () => {
    const tagged = [
      change('1', 'post_tag', '7:1', null, { position: 0 }),
      change('1', 'post_author', '7:1', null, { position: 0 }),
    ]
    expect(typesOf(change('1', 'post', '7', null, shown('A')), ...tagged)).toEqual(['post.published'])
    expect(typesOf(...tagged)).toEqual(['post.updated'])
    expect(
      typesOf(
        change('1', 'post_tag', '7:1', { position: 0 }, null),
        change('1', 'post_tag', '7:1', null, { position: 0 }),
      ),
    ).toEqual([])
    expect(
      typesOf(change('1', 'post', '7', shown('A'), null), change('1', 'post_tag', '7:1', { position: 0 }, null)),
    ).toEqual(['post.deleted'])
  })

  it('is another event than what the next one did, and than what was done to another', () => {
    expect(
      typesOf(
        change('1', 'post', '7', null, shown('A')),
        change('2', 'post', '7', shown('A'), shown('B')),
        change('1', 'post', '8', shown('A'), null),
      ),
    ).toEqual(['post.published', 'post.updated', 'post.deleted'])
  })

  it('counts what was not written down', () => {
    expect(netChanges([change('1', 'post', null, null, 300), change('1', 'tag', null, null, 5)])).toEqual({
      events: [],
      omitted: 305,
    })
  })
})

describe('messages about many', () => {
  it('name each change once, or count it, and are bounded', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.nat(5000), (count, omitted) => {
        const contents = Array.from({ length: count }, (_, n) => ({
          ...{ type: 'post.updated' as const, at: new Date(0), subject: String(n), data: { n } },
        }))
        const messages = bulkMessages(contents, omitted).map(({ body }) => JSON.parse(body).data)
        expect(messages.length).toBeLessThanOrEqual(MAX_NAMED_CHANGES / CHANGES_A_MESSAGE)
        const named = messages.flatMap(({ changes }) => changes)
        expect(named.map(({ data }) => data.n)).toEqual(contents.slice(0, MAX_NAMED_CHANGES).map((_, n) => n))
        expect(messages.at(-1)?.omitted).toBe(count + omitted - named.length)
        for (const { changes, parts, total } of messages) {
          expect([changes.length <= CHANGES_A_MESSAGE, parts, total]).toEqual([true, messages.length, count + omitted])
        }
      }),
      { numRuns: 50 },
    )
  })
})
