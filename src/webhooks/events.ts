/** What a webhook can be told of. */

const OF_POSTS = {
  published: 'It is public: published, its hour has come, or taken out of the bin',
  updated: 'Something that readers see was changed: text, title, address, picture, tags, authors …',
  unpublished: 'It was taken back, and is not public any more',
  deleted: 'It was public, and is in the bin',
} as const

/** Each type, with what it means. */
export const EVENT_TYPES = {
  ...prefixed('post', OF_POSTS),
  ...prefixed('page', OF_POSTS),
  'tag.created': 'A tag was made',
  'tag.updated': 'Its name, address or description was changed',
  'tag.deleted': 'It was removed',
  'settings.updated': 'Settings of the site were changed',
} as const

export type EventType = keyof typeof EVENT_TYPES

/** All types, those to come too. */
export const ALL_EVENTS = '*'

/** Many changes at once, of the types that the webhook listens to. */
export const BULK_TYPE = 'content.changed'

/** What "Send a test" sends, whatever the webhook listens to. */
export const TEST_TYPE = 'webhook.test'

export const eventTypes = Object.keys(EVENT_TYPES) as readonly EventType[]

export function isEventType(text: string): text is EventType {
  return Object.hasOwn(EVENT_TYPES, text)
}

export function listensTo(events: readonly string[], type: EventType): boolean {
  return events.includes(ALL_EVENTS) || events.includes(type)
}

function prefixed<P extends string, T extends Record<string, string>>(prefix: P, types: T) {
  return Object.fromEntries(Object.entries(types).map(([name, text]) => [`${prefix}.${name}`, text])) as {
    readonly [K in keyof T & string as `${P}.${K}`]: string
  }
}
