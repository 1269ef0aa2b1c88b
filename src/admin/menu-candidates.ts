/** What a menu may lead to, so that nobody has to type addresses. */
import type { Candidate } from '../../templates/admin/navigation.tsx'
import type { Author, Post, Tag } from '../client/index.ts'
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

/** With nothing to look for: the site's own pages, the pages, and some tags. */
export async function menuCandidates(c: AdminContext, words: string): Promise<Candidate[]> {
  const { api } = c.var
  const q = words.trim().slice(0, 200)
  const query = { limit: SHOWN, q: q || undefined }
  const [pages, tags, authors, posts] = await Promise.all([
    api.get('/pages', { query }),
    api.get('/tags', { query: { ...query, sort: '-posts' } }),
    q ? api.get('/authors', { query }) : { items: [] },
    q ? api.get('/posts', { query }) : { items: [] },
  ])
  const isMeant = ({ label }: Candidate) => label.toLowerCase().includes(q.toLowerCase())
  const byId =
    (kind: string) =>
    ({ id, title }: Pick<Post, 'id' | 'title'>) => ({ kind, label: title.slice(0, 100), url: null, postId: id })
  const byAddress =
    (kind: string) =>
    ({ name, url }: Pick<Tag | Author, 'name' | 'url'>) => ({
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
