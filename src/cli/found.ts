/** Things by what people call them: an id, or a slug. */
import type { Author, HearthClient, Post, Tag } from '../client/index.ts'
import { CliError, EXIT } from './site.ts'

export type Kind = 'post' | 'page'

const ID = /^\d{1,15}$/

export async function findPost(client: HearthClient, kind: Kind, which: string, isInBin = false): Promise<Post> {
  const path = kind === 'post' ? '/posts' : '/pages'
  if (ID.test(which)) return client.get(`${path}/{id}`, { path: { id: Number(which) } })
  const { items } = await client.get(path, { query: { slug: which, deleted: isInBin ? 'true' : 'false' } })
  return items[0] ?? nothing(kind, which)
}

export function findTag(client: HearthClient, which: string): Promise<Tag> {
  return findNamed(client.each('/tags', { query: { limit: 100 } }), 'tag', which)
}

export function findAuthor(client: HearthClient, which: string): Promise<Author> {
  return findNamed(client.each('/authors', { query: { limit: 100 } }), 'author', which)
}

async function findNamed<T extends { readonly id: number; readonly slug: string }>(
  items: AsyncIterable<T>,
  kind: string,
  which: string,
): Promise<T> {
  for await (const item of items) if (ID.test(which) ? item.id === Number(which) : item.slug === which) return item
  return nothing(kind, which)
}

function nothing(kind: string, which: string): never {
  throw new CliError(`There is no ${kind} ${which}; "hearth ${kind} list" shows those there are.`, EXIT.notFound)
}
