/**
 * From events to touches: what changed, in the terms in which reads record what they depend on. Each kind of row says
 * here which names it touches; the reads beside it say which they depend on. Lists are the business of `places.ts`.
 *
 * The same events give two sets of touches. **Net**: from the state before all of them to the state after; a title that
 * was changed and changed back touches nothing. **Gross**: everything that any of them touched on the way, for an entry
 * that was rendered after some of them and before others.
 */
import { ListChange, type PendingEvent, Touches } from '../cache/index.ts'
import { listsOf, type Moves, type Places } from './places.ts'
import { sortKey } from './post/sort-key.ts'
import { numberKey, settingList } from './settings/reads.ts'
import { effectiveSetting } from './settings/schema.ts'
import type { PostKind } from './types.ts'

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
  readonly noIndex?: boolean
  readonly modified?: number
}

interface MemberImage {
  readonly postId: number
  readonly tagId?: number
  readonly authorId?: number
  readonly position: number
}

interface NamedImage {
  readonly id: number
  readonly slug: string
  readonly name: string
  readonly page: string
}

interface Change<Image> {
  readonly old?: Image | null
  readonly new?: Image | null
}

/** A row's change, and of which table. */
interface RowChange {
  readonly relation: string
  readonly change: Change<unknown>
}

/** Of a table whose rows stand for themselves: how the names begin that its rows touch. */
const NAMES_OF_TABLE: Readonly<Record<string, string>> = {
  slug_history: 'lookup:history/',
  redirect: 'lookup:redirect',
  navigation_item: 'menu:',
  setting: 'setting:',
}

/** Whether an event does not say which rows changed (a truncated table, thousands of rows), nor its table what to touch. */
export function isShapeless(events: readonly PendingEvent[]): boolean {
  return events.some(
    ({ relation, changes }) =>
      !(relation in TOUCHES_BY_RELATION) || (!Array.isArray(changes) && !(relation in NAMES_OF_TABLE)),
  )
}

/** The posts that the events are about. */
export function postsIn(events: readonly PendingEvent[]): number[] {
  const ids = new Set<number>()
  for (const { relation, change } of rowChanges(events)) {
    for (const image of [change.old, change.new] as (Partial<PostImage & MemberImage> | null | undefined)[]) {
      const id = relation === 'post' ? image?.id : image?.postId
      if (id !== undefined && (relation === 'post' || relation in MEMBER_LISTS)) ids.add(id)
    }
  }
  return [...ids]
}

/** What differs after all the events. `moves` has at least the posts that `postsIn` names. */
export function netTouches(events: readonly PendingEvent[], places: Places, moves: Moves): Touches {
  const touches = new Touches()
  touchTables(touches, events)
  for (const { relation, change } of mergeByRow(rowChanges(events))) touchRow(touches, relation, change)
  for (const [list, change] of places.changes(moves)) {
    touches.list(list, change)
    // A tag's first post, or its last: it appears in the lists of tags, or vanishes from them.
    const [kind] = list.split(':')
    if ((change.sizeBefore === 0) !== (change.sizeAfter === 0) && kind !== 'posts') touches.name(`${kind}s`)
  }
  return touches
}

/** Everything that the events name, lists too. */
export function touchedNames(events: readonly PendingEvent[]): Set<string> {
  const touches = new Touches()
  for (const { relation, change } of rowChanges(events)) {
    touchRow(touches, relation, change)
    for (const image of [change.old, change.new]) {
      if (relation === 'post') for (const name of ['list:posts', 'tags', 'authors']) touches.name(name)
      if (image && relation in MEMBER_LISTS) {
        touches.name(`list:${listOf(relation, image as MemberImage)}`)
        touches.name(`${MEMBER_LISTS[relation]}s`)
      }
    }
  }
  return touches.names
}

/** What any of the events touched. Of every post each key it ever had may have been in each list it ever was in. */
export function grossTouches(events: readonly PendingEvent[], places: Places, moves: Moves): Touches {
  const touches = new Touches()
  touchTables(touches, events)
  const keys = new Map<number, Set<string>>()
  const lists = new Map<number, Set<string>>()
  for (const [id, now] of moves) {
    const known = [places.get(id), now].filter((place) => place !== undefined)
    keys.set(id, new Set(known.map(({ at }) => sortKey(at, id))))
    lists.set(id, new Set(['posts', ...known.flatMap(listsOf)]))
  }
  for (const { relation, change } of rowChanges(events)) {
    touchRow(touches, relation, change)
    for (const image of [change.old, change.new]) {
      if (!image) continue
      if (relation === 'post') {
        const { id, at } = image as PostImage
        if (at !== undefined) keys.get(id)?.add(sortKey(at, id))
      } else if (relation in MEMBER_LISTS) {
        const { postId } = image as MemberImage
        lists.get(postId)?.add(listOf(relation, image as MemberImage))
      }
    }
  }
  const points = new Map<string, string[]>()
  for (const [id, ofPost] of lists) {
    for (const list of ofPost) points.set(list, [...(points.get(list) ?? []), ...(keys.get(id) ?? [])])
  }
  for (const [list, places] of points) if (places.length > 0) touches.list(list, ListChange.somewhere(places))
  if (points.size > 0) for (const name of ['tags', 'authors']) touches.name(name)
  return touches
}

const MEMBER_LISTS: Readonly<Record<string, string>> = { post_tag: 'tag', post_author: 'author' }

function listOf(relation: string, { tagId, authorId }: MemberImage): string {
  return `${MEMBER_LISTS[relation]}:${tagId ?? authorId}`
}

function* rowChanges(events: readonly PendingEvent[]): Generator<RowChange> {
  for (const { relation, changes } of events) {
    if (!Array.isArray(changes)) continue
    for (const change of changes as readonly Change<unknown>[]) yield { relation, change }
  }
}

/**
 * One change for each row: from its first old image to its last new one. Events come by id, and a row's changes get
 * their ids while its writer holds its lock, so they are in the order in which they happened.
 */
function mergeByRow(changes: Iterable<RowChange>): Iterable<RowChange> {
  const merged = new Map<string, RowChange>()
  for (const { relation, change } of changes) {
    const row = `${relation}/${rowOf(relation, change)}`
    const first = merged.get(row)
    merged.set(row, first ? { relation, change: { old: first.change.old, new: change.new } } : { relation, change })
  }
  return merged.values()
}

function rowOf(relation: string, { old, new: now }: Change<unknown>): string {
  const image = (now ?? old) as Record<string, unknown>
  return (KEY_COLUMNS[relation] ?? ['id']).map((column) => image[column]).join('/')
}

const KEY_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  post_tag: ['postId', 'tagId'],
  post_author: ['postId', 'authorId'],
  slug_history: ['kind', 'slug'],
  setting: ['key'],
}

function touchTables(touches: Touches, events: readonly PendingEvent[]): void {
  for (const { relation, changes } of events) {
    const prefix = NAMES_OF_TABLE[relation]
    if (!Array.isArray(changes) && prefix !== undefined) touches.prefixes.add(prefix)
  }
}

function touchRow(touches: Touches, relation: string, change: Change<unknown>): void {
  if (JSON.stringify(change.old ?? null) === JSON.stringify(change.new ?? null)) return
  TOUCHES_BY_RELATION[relation]?.(change as Change<never>, touches)
}

const TOUCHES_BY_RELATION: Readonly<Record<string, (change: Change<never>, touches: Touches) => void>> = {
  post: touchPost,
  post_tag: (change: Change<MemberImage>, touches: Touches) =>
    touches.name(`post:${(change.new ?? change.old)?.postId}/tags`),
  post_author: (change: Change<MemberImage>, touches: Touches) =>
    touches.name(`post:${(change.new ?? change.old)?.postId}/authors`),
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
  setting: touchSetting,
}

function touchPost({ old, new: now }: Change<PostImage>, touches: Touches): void {
  const id = now?.id ?? old?.id
  const differs = (...columns: (keyof PostImage)[]) => columns.some((column) => old?.[column] !== now?.[column])

  if (differs('state', 'kind', 'slug')) {
    for (const image of [old, now]) if (image) touches.name(`lookup:${image.kind}/${image.slug}`)
    touches.address(`post:${id}/address`)
    touches.name(`post:${id}/place`)
    // The sitemap lists pages by slug.
    if (old?.kind === 'page' || now?.kind === 'page') touches.name('pages')
  }
  if (differs('state', 'kind', 'slug', 'at')) touches.address(`post:${id}/dated-address`)
  if (differs('at')) touches.name(`post:${id}/date`)
  if (differs('state', 'kind', 'slug', 'title')) touches.name(`post:${id}/link`)
  if (differs('slug', 'at', 'title', 'card')) touches.name(`post:${id}/card`)
  if (differs('body')) touches.name(`post:${id}/body`)
  if (differs('meta')) touches.name(`post:${id}/meta`)
  if (differs('noIndex')) touches.name(`post:${id}/index`)
  if (differs('modified')) touches.name(`post:${id}/modified`)
}

interface SettingImage {
  readonly key: string
  readonly value: unknown
}

/** A setting without a row, or with one that is not valid, has its default. */
function touchSetting({ old, new: now }: Change<SettingImage>, touches: Touches): void {
  const key = now?.key ?? old?.key ?? ''
  const [before, after] = [old, now].map((image) => effectiveSetting(key, image?.value))
  if (JSON.stringify(before) === JSON.stringify(after)) return
  touches.name(`setting:${key}`)
  if (typeof before === 'number' && typeof after === 'number') {
    const keys = [before, after].map((value) => new Set([numberKey(value)]))
    touches.list(settingList(key), ListChange.exactly(keys[0] ?? new Set(), keys[1] ?? new Set(), 1))
  }
}

function touchNamed({ old, new: now }: Change<NamedImage>, touches: Touches, kind: 'tag' | 'author'): void {
  const id = now?.id ?? old?.id
  if (old?.slug !== now?.slug) {
    for (const image of [old, now]) if (image) touches.name(`lookup:${kind}/${image.slug}`)
    touches.address(`${kind}:${id}/address`)
  }
  if (old?.name !== now?.name) touches.name(`${kind}:${id}/name`)
  if (old?.page !== now?.page) touches.name(`${kind}:${id}/page`)
}
