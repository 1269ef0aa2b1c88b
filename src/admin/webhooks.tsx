/** Who is told of changes, and what came of it. */
import { DeliveryPage } from '../../templates/admin/webhook-delivery.tsx'
import { type EventGroup, type FormState, WebhookPage, WebhooksPage } from '../../templates/admin/webhooks.tsx'
import type { WebhookInput } from '../client/index.ts'
import { ALL_EVENTS, EVENT_TYPES, eventTypes } from '../webhooks/index.ts'
import { idOf } from './api.ts'
import type { Admin, AdminContext } from './env.ts'
import { asWritten, errorsOf, filled, textField } from './form.ts'
import { framed, mayDo } from './frame.tsx'

const FIELDS = ['name', 'url', 'events']
const PAGE = 30

/** As the form shows them. */
const EVENT_GROUPS: readonly EventGroup[] = [
  ['Posts', 'post.'],
  ['Pages', 'page.'],
  ['Tags', 'tag.'],
  ['The site', 'settings.'],
].map(([title = '', prefix = '']) => ({
  title,
  events: eventTypes
    .filter((type) => type.startsWith(prefix))
    .map((type) => ({ type, text: type.slice(prefix.length), hint: EVENT_TYPES[type] })),
}))

export function webhookRoutes(admin: Admin): void {
  admin.get('/webhooks', (c) => listPage(c))
  admin.post('/webhooks', async (c) => {
    const typed = await typedForm(c)
    try {
      const made = await c.var.api.post('/webhooks', { body: inputOf(typed) })
      return await webhookPage(c, made.id, { secret: made.secret })
    } catch (error) {
      return listPage(c, { ...typed, errors: errorsOf(error, FIELDS) })
    }
  })

  admin.get('/webhooks/:id{\\d+}', (c) => webhookPage(c, idOf(c)))
  admin.post('/webhooks/:id{\\d+}', async (c) => {
    const typed = await typedForm(c)
    try {
      await c.var.api.patch('/webhooks/{id}', { path: { id: idOf(c) }, body: inputOf(typed) })
    } catch (error) {
      return webhookPage(c, idOf(c), { refused: { ...typed, errors: errorsOf(error, FIELDS) } })
    }
    return c.redirect(`/admin/webhooks/${idOf(c)}?done=Saved.`, 303)
  })
  admin.post('/webhooks/:id{\\d+}/pause', (c) => setState(c, 'paused', 'It is paused: it is told of nothing.'))
  admin.post('/webhooks/:id{\\d+}/resume', (c) => setState(c, 'active', 'It is told of changes again.'))
  admin.post('/webhooks/:id{\\d+}/secret', async (c) => {
    const { secret } = await c.var.api.post('/webhooks/{id}/secret', { path: { id: idOf(c) } })
    return webhookPage(c, idOf(c), { secret, isRotated: true })
  })
  admin.post('/webhooks/:id{\\d+}/delete', async (c) => {
    await c.var.api.delete('/webhooks/{id}', { path: { id: idOf(c) } })
    return c.redirect('/admin/webhooks?done=The+webhook+is+gone.', 303)
  })

  admin.post('/webhooks/:id{\\d+}/test', async (c) => {
    const { id } = await c.var.api.post('/webhooks/{id}/test', { path: { id: idOf(c) } })
    return c.redirect(`/admin/webhooks/${idOf(c)}/deliveries/${id}`, 303)
  })
  admin.get('/webhooks/:id{\\d+}/deliveries/:delivery{\\d+}', async (c) => {
    const [webhook, delivery] = await Promise.all([
      c.var.api.get('/webhooks/{id}', { path: { id: idOf(c) } }),
      c.var.api.get('/webhooks/{id}/deliveries/{delivery}', { path: deliveryOf(c) }),
    ])
    const page = <DeliveryPage {...{ webhook, delivery }} mayWrite={mayDo(c, 'webhooks:write')} />
    return framed(c, { title: `Message to ${webhook.name}` }, page)
  })
  admin.post('/webhooks/:id{\\d+}/deliveries/:delivery{\\d+}/replay', async (c) => {
    const path = deliveryOf(c)
    await c.var.api.post('/webhooks/{id}/deliveries/{delivery}/replay', { path })
    return c.redirect(`/admin/webhooks/${path.id}/deliveries/${path.delivery}`, 303)
  })
}

function deliveryOf(c: AdminContext) {
  return { id: idOf(c), delivery: Number(c.req.param('delivery')) }
}

async function setState(c: AdminContext, state: 'active' | 'paused', done: string) {
  await c.var.api.patch('/webhooks/{id}', { path: { id: idOf(c) }, body: { state } })
  return c.redirect(`/admin/webhooks/${idOf(c)}?done=${encodeURIComponent(done)}`, 303)
}

async function typedForm(c: AdminContext): Promise<FormState> {
  const form = await c.req.parseBody({ all: true })
  const events = [form.events ?? []].flat().filter((type) => typeof type === 'string')
  return { name: textField(form, 'name').trim(), url: textField(form, 'url').trim(), events }
}

function inputOf({ name, url, events }: FormState): WebhookInput {
  return { ...(name && { name }), url, events: events.includes(ALL_EVENTS) ? [ALL_EVENTS] : asWritten(events) }
}

async function listPage(c: AdminContext, refused?: FormState) {
  const { items } = await c.var.api.get('/webhooks')
  const form = refused ?? { name: '', url: '', events: ['post.published'] }
  const page = <WebhooksPage {...{ items, form }} groups={EVENT_GROUPS} mayWrite={mayDo(c, 'webhooks:write')} />
  return framed(c, { title: 'Webhooks', ...(refused && { status: 422 }) }, page)
}

interface Shown {
  /** Once. */
  readonly secret?: string
  readonly isRotated?: boolean
  readonly refused?: FormState
}

async function webhookPage(c: AdminContext, id: number, { secret, isRotated = false, refused }: Shown = {}) {
  const { status = '', cursor = '' } = c.req.query()
  const query = { limit: String(PAGE), ...filled({ status, cursor }) }
  const path = { id }
  const [webhook, { items, next }] = await Promise.all([
    c.var.api.get('/webhooks/{id}', { path }),
    c.var.api.get('/webhooks/{id}/deliveries', { path, query: asWritten(query) }),
  ])
  const form = refused ?? { name: webhook.name, url: webhook.url, events: webhook.events }
  const older = next ? `/admin/webhooks/${id}?${new URLSearchParams(filled({ status, cursor: next }))}` : undefined
  const page = (
    <WebhookPage
      {...{ webhook, deliveries: items, status, older, form, secret, isRotated }}
      groups={EVENT_GROUPS}
      mayWrite={mayDo(c, 'webhooks:write')}
    />
  )
  return framed(c, { title: webhook.name, ...(refused && { status: 422 }) }, page)
}
