/** What a menu may lead to, so that nobody has to type addresses. */
import type { Candidate } from '../../templates/admin/navigation.tsx'
import { call } from './call.ts'
import type { AdminContext } from './env.ts'

const OWN: readonly Candidate[] = [
  ...[
    ['Home', '/'],
    ['Archive', '/archive'],
    ['Tags', '/tags'],
    ['Search', '/search'],
    ['RSS', '/rss.xml'],
  ].map(([label = '', url = '']) => ({ kind: '', label, url, postId: null })),
]

const SHOWN = 8

interface Row {
  readonly id: number
  readonly title: string
}
interface Named {
  readonly name: string
  readonly url: string
}

/** With nothing to look for: the site's own pages, the pages, and some tags. */
export async function menuCandidates(c: AdminContext, words: string): Promise<Candidate[]> {
  const q = words.trim().slice(0, 200)
  const query = `limit=${SHOWN}${q && `&q=${encodeURIComponent(q)}`}`
  const [pages, tags, authors, posts] = await Promise.all([
    call<{ items: Row[] }>(c, 'GET', `/pages?${query}`),
    call<{ items: Named[] }>(c, 'GET', `/tags?sort=-posts&${query}`),
    q ? call<{ items: Named[] }>(c, 'GET', `/authors?${query}`) : { items: [] },
    q ? call<{ items: Row[] }>(c, 'GET', `/posts?${query}`) : { items: [] },
  ])
  const isMeant = ({ label }: Candidate) => label.toLowerCase().includes(q.toLowerCase())
  const byId =
    (kind: string) =>
    ({ id, title }: Row) => ({ kind, label: title.slice(0, 100), url: null, postId: id })
  const byAddress =
    (kind: string) =>
    ({ name, url }: Named) => ({
      ...{ kind, label: name.slice(0, 100), postId: null },
      url: new URL(url).pathname,
    })
  return [
    ...OWN.filter(isMeant),
    ...pages.items.map(byId('page')),
    ...tags.items.map(byAddress('tag')),
    ...authors.items.map(byAddress('author')),
    ...posts.items.map(byId('post')),
  ]
}
