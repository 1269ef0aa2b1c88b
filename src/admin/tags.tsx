/** What posts are about. */
import type { FieldSpec } from '../../templates/admin/records.tsx'
import type { ListedTag, TagInput } from '../client/index.ts'
import type { Admin } from './env.ts'
import { asWritten } from './form.ts'
import { type Kind, recordRoutes, type Values } from './records.tsx'

const FIELDS: readonly FieldSpec[] = [
  { name: 'name', label: 'Name', required: true },
  { name: 'slug', label: 'Address', hint: 'Made from the name when left empty.' },
  { name: 'description', label: 'Description', type: 'textarea' },
]

const TAGS: Kind<ListedTag> = {
  path: 'tags',
  title: 'Tags',
  singular: 'tag',
  fields: FIELDS,
  editFields: FIELDS,
  columns: ['Name', 'Address', 'Posts', { wide: 'Description' }],
  cells: ({ name, url, slug, description, posts }) => [
    name,
    <a href={url}>{slug}</a>,
    <a href={`/admin/posts?tag=${encodeURIComponent(slug)}`}>{posts}</a>,
    description,
  ],
  values: ({ name, slug, description }) => ({ name, slug, description }),
  actions: ({ id }) => <a href={`/admin/tags/${id}/merge`}>Merge</a>,
  createText: 'New tag',
  empty: 'No tags yet. They are also made by writing them on a post.',

  list: (api, query) => api.get('/tags', { query: asWritten(query) }),
  create: async (api, values) => {
    await api.post('/tags', { body: inputOf(values) })
    return undefined
  },
  change: (api, id, values) => api.patch('/tags/{id}', { path: { id }, body: inputOf(values) }),
  remove: (api, id) => api.delete('/tags/{id}', { path: { id } }),
  ofPosts: {
    read: (api, id) => api.get('/tags/{id}', { path: { id } }),
    tryRemoving: (api, id) => api.dryRun('DELETE', '/tags/{id}', { path: { id } }),
  },
}

export function tagRoutes(admin: Admin): void {
  recordRoutes(admin, TAGS)
}

function inputOf({ name = '', slug, description }: Values): TagInput {
  return { name, ...(slug && { slug }), description }
}
