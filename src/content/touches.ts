/**
 * From events to touches: what changed, in the terms in which reads record what they depend on. Each kind of row says
 * here which names and points it touches; the reads beside it say which they depend on.
 *
 * Lists need care, because a post's place in a list is made of two rows (the post's date, its membership) that two
 * writers may change at the same time, neither seeing the other's. So for every post in a batch of events all its
 * places are touched: every sort key it has in the events or has now, in every list it is in by the events or is in
 * now. That covers each way from the state of the batch before to the state of this one.
 */
import { type PendingEvent, Touches } from '../cache/index.ts'
import { sortKey } from './post/sort-key.ts'
import type { PostKind } from './types.ts'

/** Where a post stands now, in the snapshot that sees the events. */
export interface Membership {
  readonly postId: number
  readonly kind: PostKind
  readonly at: number
  readonly tags: readonly number[]
  readonly authors: readonly number[]
}

interface PostImage {
  readonly state: 'public' | 'gone'
  readonly id: number
  readonly kind: PostKind
  readonly slug: string
  readonly at?: number
  readonly title?: string
  readonly card?: string
  readonly body?: string
  readonly meta?: string
  readonly updated?: number
}

interface MemberImage {
  readonly postId: number
  readonly tagId?: number
  readonly authorId?: number
  readonly position: number
  readonly kind: PostKind
  readonly at: number
}

interface Change<Image> {
  readonly old?: Image | null
  readonly new?: Image | null
  readonly tags?: readonly number[]
  readonly authors?: readonly number[]
}

/** The lists in which a post's place may differ, and every place it may have there. */
class Places {
  readonly keys = new Set<string>()
  readonly lists = new Set<string>()
  /** Whether the post itself moved: then all its lists differ, not only those it entered or left. */
  moved = false
}

/** @param memberships the current ones of at least the posts that `postsIn(events)` names */
export function touchesOf(events: readonly PendingEvent[], memberships: readonly Membership[]): Touches {
  const touches = new Touches()
  const places = new Map<number, Places>()
  const placesOf = (postId: number): Places => {
    const known = places.get(postId) ?? new Places()
    places.set(postId, known)
    return known
  }

  for (const event of events) {
    if (event.changes === null) {
      touches.everything = true
      return touches
    }
    const touch = TOUCHES_BY_RELATION[event.relation]
    if (!touch) {
      // A table that was watched by a newer release: better too much than too little.
      touches.everything = true
      return touches
    }
    for (const change of event.changes as Change<never>[]) touch(change, touches, placesOf)
  }

  for (const { postId, kind, at, tags, authors } of memberships) {
    if (!places.has(postId)) continue
    const place = placesOf(postId)
    place.keys.add(sortKey(at, postId))
    if (place.moved) addLists(place, kind, tags, authors)
  }
  for (const { keys, lists } of places.values()) {
    for (const list of lists) for (const key of keys) touches.point(list, key)
  }
  return touches
}

/** The posts whose current memberships `touchesOf` needs. */
export function postsIn(events: readonly PendingEvent[]): number[] {
  const ids = new Set<number>()
  for (const { relation, changes } of events) {
    if (!Array.isArray(changes)) continue
    for (const change of changes as Change<PostImage & MemberImage>[]) {
      for (const image of [change.old, change.new]) {
        if (image && relation === 'post') ids.add(image.id)
        if (image && (relation === 'post_tag' || relation === 'post_author')) ids.add(image.postId)
      }
    }
  }
  return [...ids]
}

type Touch<Image> = (change: Change<Image>, touches: Touches, placesOf: (postId: number) => Places) => void

const TOUCHES_BY_RELATION: Readonly<Record<string, Touch<never>>> = {
  post: touchPost,
  post_tag: (change: Change<MemberImage>, touches: Touches, placesOf: (id: number) => Places) =>
    touchMember(change, touches, placesOf, 'tags'),
  post_author: (change: Change<MemberImage>, touches: Touches, placesOf: (id: number) => Places) =>
    touchMember(change, touches, placesOf, 'authors'),
  tag: (change: Change<NamedImage>, touches: Touches) => touchNamed(change, touches, 'tag'),
  author: (change: Change<NamedImage>, touches: Touches) => touchNamed(change, touches, 'author'),
  slug_history: ({ old, new: now }: Change<{ kind: string; slug: string }>, touches: Touches) => {
    for (const image of [old, now]) if (image) touches.name(`lookup:history/${image.kind}/${image.slug}`)
  },
  redirect: ({ old, new: now }: Change<{ source: string }>, touches: Touches) => {
    for (const image of [old, now]) if (image) touches.name(`lookup:redirect${image.source}`)
  },
  navigation_item: ({ old, new: now }: Change<{ menu: string }>, touches: Touches) => {
    for (const image of [old, now]) if (image) touches.name(`menu:${image.menu}`)
  },
  setting: ({ old, new: now }: Change<{ key: string }>, touches: Touches) => {
    for (const image of [old, now]) if (image) touches.name(`setting:${image.key}`)
  },
}

function touchPost(change: Change<PostImage>, touches: Touches, placesOf: (postId: number) => Places): void {
  const { old, new: now } = change
  const id = now?.id ?? old?.id
  if (id === undefined) return
  const differs = (...columns: (keyof PostImage)[]) => columns.some((column) => old?.[column] !== now?.[column])

  if (differs('state', 'kind', 'slug')) {
    for (const image of [old, now]) if (image) touches.name(`lookup:${image.kind}/${image.slug}`)
    touches.address(`post:${id}/address`)
  }
  if (differs('state', 'kind', 'slug', 'at')) touches.address(`post:${id}/dated-address`)
  if (differs('state', 'kind', 'slug', 'at')) touches.name(`post:${id}/place`)
  if (differs('state', 'kind', 'slug', 'at', 'title')) touches.name(`post:${id}/link`)
  if (differs('slug', 'at', 'title', 'card')) touches.name(`post:${id}/card`)
  if (differs('body')) touches.name(`post:${id}/body`)
  if (differs('meta')) touches.name(`post:${id}/meta`)
  if (differs('updated')) touches.name(`post:${id}/lastmod`)

  if (differs('state', 'kind', 'at')) {
    const place = placesOf(id)
    place.moved = true
    for (const image of [old, now]) {
      if (image?.at === undefined) continue
      place.keys.add(sortKey(image.at, id))
      addLists(place, image.kind, change.tags ?? [], change.authors ?? [])
    }
  }
  // The sitemap lists pages by slug.
  if (differs('state', 'kind', 'slug') && (old?.kind === 'page' || now?.kind === 'page')) touches.point('pages', '0')
}

function touchMember(
  { old, new: now }: Change<MemberImage>,
  touches: Touches,
  placesOf: (postId: number) => Places,
  group: 'tags' | 'authors',
): void {
  const image = now ?? old
  if (!image) return
  touches.name(`post:${image.postId}/${group}`)
  if (old && now && old.at === now.at && old.kind === now.kind) return // Only its position moved.
  const place = placesOf(image.postId)
  place.keys.add(sortKey(image.at, image.postId))
  // Only the list that it enters or leaves: those it stays in are the business of the post's own events.
  if (image.kind !== 'post') return
  if (image.tagId !== undefined) place.lists.add(`tag:${image.tagId}`)
  if (image.authorId !== undefined) place.lists.add(`author:${image.authorId}`)
}

interface NamedImage {
  readonly id: number
  readonly slug: string
  readonly name: string
  readonly page: string
}

function touchNamed({ old, new: now }: Change<NamedImage>, touches: Touches, kind: 'tag' | 'author'): void {
  const id = now?.id ?? old?.id
  if (old?.slug !== now?.slug) {
    for (const image of [old, now]) if (image) touches.name(`lookup:${kind}/${image.slug}`)
    touches.address(`${kind}:${id}/address`)
  }
  if (old?.slug !== now?.slug || old?.name !== now?.name) touches.name(`${kind}:${id}/name`)
  if (old?.page !== now?.page) touches.name(`${kind}:${id}/page`)
  // One that appears or vanishes is in no page's dependencies by its id.
  if (!old || !now) touches.name(`${kind}s`)
}

function addLists(place: Places, kind: PostKind, tags: readonly number[], authors: readonly number[]): void {
  if (kind !== 'post') return
  place.lists.add('posts')
  for (const id of tags) place.lists.add(`tag:${id}`)
  for (const id of authors) place.lists.add(`author:${id}`)
}
