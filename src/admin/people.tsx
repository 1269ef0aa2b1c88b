/** Who has an account, and what they may do. */
import type { FieldSpec } from '../../templates/admin/records.tsx'
import { ROLES } from '../auth/index.ts'
import type { User } from '../client/index.ts'
import type { Admin } from './env.ts'
import { asWritten } from './form.ts'
import { type Kind, recordRoutes } from './records.tsx'

const ROLE = { name: 'role', label: 'Role', type: 'select' } as const satisfies FieldSpec

const PEOPLE: Kind<User> = {
  path: 'users',
  title: 'People',
  singular: 'account',
  fields: [
    { name: 'email', label: 'E-mail address', type: 'email', required: true },
    // Who is invited gets the least unless somebody chooses.
    { ...ROLE, options: ROLES.toReversed() },
  ],
  editFields: [
    { name: 'name', label: 'Name', required: true },
    { ...ROLE, options: ROLES },
  ],
  columns: ['Name', 'E-mail address', 'Role', 'Second factor'],
  cells: ({ name, email, role, hasSecondFactor }) => [name, email, role, hasSecondFactor ? 'on' : '–'],
  values: ({ name, role }) => ({ name, role }),
  createText: 'Invite somebody',
  deleteText: 'Remove',
  empty: 'Nobody has an account.',

  list: (api) => api.get('/users'),
  create: async (api, { email = '', role }) => {
    const { url } = await api.post('/users/invitations', { body: { email, role: asWritten<User['role']>(role) } })
    return `Send this link to them; it works once, for a week: ${url}`
  },
  change: (api, id, { name, role }) =>
    api.patch('/users/{id}', { path: { id }, body: { name, role: asWritten(role) } }),
  remove: (api, id) => api.delete('/users/{id}', { path: { id } }),
}

export function peopleRoutes(admin: Admin): void {
  recordRoutes(admin, PEOPLE)
}
