/**
 * Messages: the body of each request, made once and sent as it is at each attempt. The fields are those that the Standard
 * Webhooks specification recommends: `type`, `timestamp`, `data`.
 */
import { randomBytes } from 'node:crypto'
import { tagPath } from '../content/index.ts'
import { BULK_TYPE, TEST_TYPE } from './events.ts'
import type { NetChange } from './net-changes.ts'
import { formerAddress, type PostFacts, postSummary, type SummaryContext } from './summaries.ts'

export interface Message {
  readonly id: string
  readonly type: string
  /** What it is about, for people. */
  readonly subject: string
  readonly body: string
}

/** What one event says, before it is known whether it goes by itself or with others. */
export interface EventContent {
  readonly type: NetChange['type']
  readonly at: Date
  readonly subject: string
  readonly data: object
}

export function eventContent(change: NetChange, facts: PostFacts, context: SummaryContext): EventContent | undefined {
  const { type, at } = change
  if (change.subject === 'settings')
    return { type, at, subject: change.keys.join(', '), data: { settings: { changed: change.keys } } }
  if (change.subject === 'tag') {
    const { id, image, before } = change
    const url = (slug: string) => context.siteUrl + tagPath({ slug })
    const moved = before && before.slug !== image.slug && { previous: { slug: before.slug, url: url(before.slug) } }
    const data = { tag: { id, slug: image.slug, name: image.name, url: url(image.slug) }, ...moved }
    return { type, at, subject: image.name, data }
  }
  const summary = postSummary(change, facts, context)
  if (!summary) return undefined
  const previous = formerAddress(change, context)
  // Which of the two it is, is known by the row alone when only its tags were changed.
  const realType = type.replace(/^\w+/, summary.kind) as typeof type
  return {
    type: realType,
    at,
    subject: summary.title,
    data: { [summary.kind]: summary, ...(previous && { previous }) },
  }
}

export function eventMessage({ type, at, subject, data }: EventContent): Message {
  return message(type, at, subject, data)
}

/** How many changes one message about many names: with their summaries some 35 KB. */
export const CHANGES_A_MESSAGE = 50
/** How many changes all messages about one batch name; the rest is counted. */
export const MAX_NAMED_CHANGES = 1000

/** Many changes as few messages. `omitted` counts what is not named in any of them, and is said in the last. */
export function bulkMessages(contents: readonly EventContent[], omitted: number): Message[] {
  const named = contents.slice(0, MAX_NAMED_CHANGES)
  const total = contents.length + omitted
  const count = Math.ceil(named.length / CHANGES_A_MESSAGE)
  return Array.from({ length: count }, (_, part) => {
    const changes = named
      .slice(part * CHANGES_A_MESSAGE, (part + 1) * CHANGES_A_MESSAGE)
      .map(({ type, at, data }) => ({ type, timestamp: at.toISOString(), data }))
    return message(BULK_TYPE, named[0]?.at ?? new Date(0), `${changes.length} of ${total} changes`, {
      ...{ total, part: part + 1, parts: count, changes },
      omitted: part === count - 1 ? total - named.length : 0,
    })
  })
}

export function testMessage(siteUrl: string, title: string, now: Date): Message {
  return message(TEST_TYPE, now, 'A test', {
    site: { title, url: `${siteUrl}/` },
    text: 'It works: this is what a message looks like.',
  })
}

function message(type: string, at: Date, subject: string, data: object): Message {
  // Letters and digits only: a point would be taken for the end of the id in what is signed.
  const id = `msg_${randomBytes(18).toString('hex')}`
  return {
    id,
    type,
    subject: subject.slice(0, 300),
    body: JSON.stringify({ id, type, timestamp: at.toISOString(), data }),
  }
}
