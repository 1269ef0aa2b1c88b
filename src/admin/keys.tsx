/** API keys: made with what they may do ticked, rotated, revoked. */
import { type KeyForm, KeysPage, type ScopeGroup } from '../../templates/admin/keys.tsx'
import { allows, SCOPES, scopesOf } from '../auth/index.ts'
import { idOf } from './api.ts'
import type { Admin, AdminContext } from './env.ts'
import { errorsOf, textField } from './form.ts'
import { framed, mayDo } from './frame.tsx'

const GRACE_HOURS = 24

/** What belongs together; scopes that none of them names come last, so that none is forgotten. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  Content: ['posts', 'pages', 'media', 'tags', 'authors'],
  Site: ['navigation', 'redirects', 'settings', 'webhooks'],
  People: ['users', 'keys'],
}
const REST = 'Machine'

export function keyRoutes(admin: Admin): void {
  admin.get('/keys', (c) => page(c))
  admin.post('/keys', async (c) => {
    const form = await c.req.parseBody({ all: true })
    const scopes = [form.scopes ?? []].flat().filter((scope) => typeof scope === 'string')
    const [name, life] = [textField(form, 'name').trim(), textField(form, 'life')]
    const days = /^\d{1,4}$/.test(life) ? Number(life) : undefined
    const expiresAt = days === undefined ? null : new Date(Date.now() + days * 86_400_000).toISOString()
    try {
      if (scopes.length === 0)
        return page(c, { refused: { name, scopes, life, errors: { scopes: 'Tick at least one.' } } })
      const { key } = await c.var.api.post('/keys', { body: { name, scopes, expiresAt } })
      return page(c, { made: { key, name } })
    } catch (error) {
      return page(c, { refused: { name, scopes, life, errors: errorsOf(error, ['name', 'scopes']) } })
    }
  })
  admin.post('/keys/:id{\\d+}/rotate', async (c) => {
    const body = { graceHours: GRACE_HOURS }
    const { key, name } = await c.var.api.post('/keys/{id}/rotation', { path: { id: idOf(c) }, body })
    return page(c, { made: { key, name } })
  })
  admin.post('/keys/:id{\\d+}/revoke', async (c) => {
    await c.var.api.delete('/keys/{id}', { path: { id: idOf(c) } })
    return c.redirect('/admin/keys?done=Revoked.', 303)
  })
}

async function page(
  c: AdminContext,
  { made, refused }: { made?: { key: string; name: string }; refused?: KeyForm } = {},
) {
  const { items } = await c.var.api.get('/keys')
  const content = (
    <KeysPage
      keys={items}
      groups={groupsFor(c)}
      mayGiveAll={allows(scopesOf(c.var.signedIn.account.role), '*')}
      mayWrite={mayDo(c, 'keys:write')}
      {...{ made, refused }}
      now={new Date().toISOString()}
    />
  )
  return framed(c, { title: 'API keys', ...(refused && { status: 422 }) }, content)
}

/** The scopes that somebody may give. */
function groupsFor(c: AdminContext): ScopeGroup[] {
  const own = SCOPES.filter((scope) => scope !== '*' && mayDo(c, scope))
  const verbs = Map.groupBy(own, (scope) => scope.split(':')[0] ?? '')
  const resources = [...verbs].map(([name, scopes]) => ({
    name,
    verbs: scopes.map((scope) => scope.split(':')[1] ?? ''),
  }))
  const titleOf = (name: string) => Object.entries(GROUPS).find(([, names]) => names.includes(name))?.[0] ?? REST
  const byTitle = Map.groupBy(resources, ({ name }) => titleOf(name))
  return [...Object.keys(GROUPS), REST].flatMap((title) => {
    const members = byTitle.get(title)
    return members ? [{ title, resources: members }] : []
  })
}
