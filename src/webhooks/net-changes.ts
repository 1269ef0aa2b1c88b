/**
 * From what triggers wrote down to events: what one transaction did to a thing, however many statements it took, is one
 * event, from the first image before to the last one after.
 */
import { z } from 'zod'
import type { EventType } from './events.ts'

const postImage = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('public'),
    kind: z.enum(['post', 'page']),
    slug: z.string(),
    title: z.string(),
    at: z.number().nullable(),
    text: z.string(),
  }),
  z.object({
    state: z.literal('binned'),
    kind: z.enum(['post', 'page']),
    slug: z.string(),
    title: z.string(),
    at: z.number().nullable(),
  }),
  z.object({ state: z.literal('hidden') }),
])
const tagImage = z.object({ slug: z.string(), name: z.string(), text: z.string() })

type PostImage = z.infer<typeof postImage>
export type SeenPost = Exclude<PostImage, { state: 'hidden' }>
export type TagImage = z.infer<typeof tagImage>

/** A row of `webhook_change`. */
export interface Change {
  readonly id: number
  readonly xid: string
  readonly at: Date
  readonly relation: string
  readonly key: string | null
  readonly before: unknown
  readonly after: unknown
}

export type NetChange =
  | {
      readonly subject: 'post'
      readonly type: EventType
      readonly at: Date
      readonly id: number
      /** As it was: undefined when it was not public, or only its tags or authors changed. */
      readonly before: SeenPost | undefined
      readonly after: SeenPost | undefined
    }
  | {
      readonly subject: 'tag'
      readonly type: EventType
      readonly at: Date
      readonly id: number
      readonly image: TagImage
      readonly before: TagImage | undefined
    }
  | { readonly subject: 'settings'; readonly type: EventType; readonly at: Date; readonly keys: readonly string[] }

export interface NetChanges {
  /** In the order in which they began. */
  readonly events: readonly NetChange[]
  /** Rows that were counted and not written down. */
  readonly omitted: number
}

interface Images {
  readonly at: Date
  readonly first: unknown
  last: unknown
}

/** What one transaction did to one thing. */
interface Group {
  readonly subject: 'post' | 'tag' | 'settings'
  readonly id: string
  readonly at: Date
  /** Of its row; of settings, of each key; of memberships, of each. */
  readonly rows: Map<string, Images>
}

/** The changes must be in the order of their ids. */
export function netChanges(changes: readonly Change[]): NetChanges {
  const groups = new Map<string, Group>()
  let omitted = 0
  for (const { xid, at, relation, key, before, after } of changes) {
    if (key === null) {
      omitted += Number(after)
      continue
    }
    const [subject, id] = subjectOf(relation, key)
    const name = `${xid} ${subject} ${id}`
    const group = groups.get(name) ?? { subject, id, at, rows: new Map<string, Images>() }
    groups.set(name, group)
    const row = `${relation} ${key}`
    const images = group.rows.get(row)
    if (images) images.last = after
    else group.rows.set(row, { at, first: before, last: after })
  }
  const events = [...groups.values()].map(eventOf).filter((event) => event !== undefined)
  return { events, omitted }
}

function subjectOf(relation: string, key: string): [Group['subject'], string] {
  if (relation === 'tag') return ['tag', key]
  if (relation === 'setting') return ['settings', '']
  // Of a membership the post is what changed.
  return ['post', key.split(':')[0] ?? '']
}

function eventOf(group: Group): NetChange | undefined {
  const { subject, id, at, rows } = group
  const changed = [...rows].filter(([, { first, last }]) => !isSame(first, last))
  if (changed.length === 0) return undefined
  if (subject === 'settings') {
    const keys = changed.map(([row]) => row.slice('setting '.length))
    return { subject, type: 'settings.updated', at, keys }
  }
  if (subject === 'tag') return tagEvent(Number(id), at, changed[0]?.[1])
  return postEvent(Number(id), at, rows.get(`post ${id}`))
}

function tagEvent(id: number, at: Date, images: Images | undefined): NetChange | undefined {
  const [before, after] = [tagImage.nullable().parse(images?.first), tagImage.nullable().parse(images?.last)]
  const image = after ?? before
  if (!image) return undefined
  const type = !before ? 'tag.created' : !after ? 'tag.deleted' : 'tag.updated'
  return { subject: 'tag', type, at, id, image, before: before ?? undefined }
}

/** Without images of the post only its memberships changed, which were written down because it is public. */
function postEvent(id: number, at: Date, images: Images | undefined): NetChange | undefined {
  if (!images) return { subject: 'post', type: 'post.updated', at, id, before: undefined, after: undefined }
  const before = postImage.nullable().parse(images.first)
  const after = postImage.nullable().parse(images.last)
  const [was, is] = [before?.state === 'public', after?.state === 'public']
  if (!was && !is) return undefined
  const verb = !was ? 'published' : is ? 'updated' : after?.state === 'hidden' ? 'unpublished' : 'deleted'
  const seen = { before: seenOf(before), after: seenOf(after) }
  return { subject: 'post', type: `${(seen.after ?? seen.before)?.kind ?? 'post'}.${verb}`, at, id, ...seen }
}

function seenOf(image: PostImage | null): SeenPost | undefined {
  return image && image.state !== 'hidden' ? image : undefined
}

/** jsonb gives the keys of an object in one order. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
