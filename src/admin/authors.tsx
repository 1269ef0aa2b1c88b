/** Whose names stand under posts; they need no account. */
import type { FieldSpec } from '../../templates/admin/records.tsx'
import type { AuthorInput, ListedAuthor } from '../client/index.ts'
import type { Admin } from './env.ts'
import { asWritten } from './form.ts'
import { type Kind, recordRoutes, type Values } from './records.tsx'

const FIELDS: readonly FieldSpec[] = [
  { name: 'name', label: 'Name', required: true },
  { name: 'slug', label: 'Address', hint: 'Made from the name when left empty.' },
  { name: 'bio', label: 'About', type: 'textarea' },
]

const AUTHORS: Kind<ListedAuthor> = {
  path: 'authors',
  title: 'Authors',
  singular: 'author',
  fields: FIELDS,
  editFields: [...FIELDS, { name: 'avatarUrl', label: 'Picture' }, { name: 'websiteUrl', label: 'Website' }],
  columns: ['Name', 'Address', 'Posts', { wide: 'About' }],
  cells: ({ name, url, slug, bio, posts }) => [
    name,
    <a href={url}>{slug}</a>,
    <a href={`/admin/posts?author=${encodeURIComponent(slug)}`}>{posts}</a>,
    bio,
  ],
  values: ({ name, slug, bio, avatarUrl, websiteUrl }) => ({
    ...{ name, slug, bio },
    ...{ avatarUrl: avatarUrl ?? '', websiteUrl: websiteUrl ?? '' },
  }),
  createText: 'New author',
  empty: 'No authors yet.',

  list: (api, query) => api.get('/authors', { query: asWritten(query) }),
  create: async (api, values) => {
    await api.post('/authors', { body: inputOf(values) })
    return undefined
  },
  change: (api, id, values) => {
    const { avatarUrl, websiteUrl } = values
    const body = { ...inputOf(values), avatarUrl: avatarUrl || null, websiteUrl: websiteUrl || null }
    return api.patch('/authors/{id}', { path: { id }, body })
  },
  remove: (api, id) => api.delete('/authors/{id}', { path: { id } }),
  ofPosts: {
    read: (api, id) => api.get('/authors/{id}', { path: { id } }),
    tryRemoving: (api, id) => api.dryRun('DELETE', '/authors/{id}', { path: { id } }),
  },
}

export function authorRoutes(admin: Admin): void {
  recordRoutes(admin, AUTHORS)
}

function inputOf({ name = '', slug, bio }: Values): AuthorInput {
  return { name, ...(slug && { slug }), bio }
}
