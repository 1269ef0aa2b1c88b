/** The same for several posts: what it would change first, then doing it, and the way back out of the bin. */
import { ConfirmPage } from '../../templates/admin/changes.tsx'
import { BulkProblems } from '../../templates/admin/posts.tsx'
import type { PostsBulkInput } from '../client/index.ts'
import type { AdminContext } from './env.ts'
import { asWritten, idFields, isChecked, textField } from './form.ts'
import { framed } from './frame.tsx'

const VERBS: Readonly<Record<string, string>> = {
  publish: 'Publish',
  unpublish: 'Unpublish',
  delete: 'Delete',
  'add-tags': 'Add tags to',
  'remove-tags': 'Remove tags from',
}

export async function changeSeveral(c: AdminContext, kind: 'post' | 'page'): Promise<Response> {
  const form = await c.req.parseBody({ all: true })
  const base = `/admin/${kind}s`
  // Only back to this list, whatever the form says.
  const wanted = textField(form, 'back')
  const back = wanted === base || wanted.startsWith(`${base}?`) ? wanted : base
  const goBack = (said: string) => {
    const [path, query] = back.split('?')
    const parameters = new URLSearchParams(query)
    for (const [name, value] of new URLSearchParams(said)) parameters.set(name, value)
    return c.redirect(`${path}?${parameters}`, 303)
  }
  const ids = idFields(form)
  const action = textField(form, 'action')
  const tags = textField(form, 'tags')
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean)
  if (ids.length === 0) return goBack('done=Nothing was selected.')
  if (/tags$/.test(action) && tags.length === 0) return goBack('done=Write which tags, with commas between.')
  const body = {
    ids,
    action: asWritten<PostsBulkInput['action']>(action),
    ...(tags.length > 0 && /tags$/.test(action) && { tags }),
  }
  // Taking things out of the bin is a way back by itself.
  if (action === 'restore' || isChecked(form, 'confirmed')) {
    const { done, items } = await c.var.api.post(`/${kind}s/bulk`, { body })
    const problems = new Set(items.flatMap(({ problem }) => problem ?? []))
    if (action === 'delete' && problems.size === 0) return goBack(`deleted=${items.map(({ id }) => id).join(',')}`)
    return goBack(
      new URLSearchParams({
        done: [`${done} of ${items.length} done.`, ...problems].join(' ').slice(0, 300),
      }).toString(),
    )
  }
  const preview = await c.var.api.dryRun('POST', `/${kind}s/bulk`, { body })
  const { done, items } = preview
  const count = done === 1 ? `a ${kind}` : `${done} ${kind}s`
  const title = `${VERBS[action] ?? 'Change'} ${count}${tags.length > 0 && /tags$/.test(action) ? `: ${tags.join(', ')}` : ''}`
  const page = (
    <ConfirmPage
      {...{ title, preview, action: `${base}/bulk`, back, isDangerous: action === 'delete' }}
      button={done === 0 ? undefined : title}
      fields={[
        ['action', action],
        ['back', back],
        ['tags', tags.join(', ')],
        ...ids.map((id) => ['id', String(id)] as const),
      ]}
    >
      <BulkProblems items={items} />
      {action === 'delete' && <p>They stay in the bin for thirty days; their addresses answer that they are gone.</p>}
    </ConfirmPage>
  )
  return framed(c, { title }, page)
}
