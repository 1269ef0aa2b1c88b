/** Two tags that mean the same become one. */
import { ConfirmPage } from '../../templates/admin/changes.tsx'
import { TagMergePage } from '../../templates/admin/tag-merge.tsx'
import { call } from './call.ts'
import type { Admin, AdminContext } from './env.ts'
import { isChecked, textField } from './form.ts'
import { framed } from './frame.tsx'

interface Tag {
  readonly id: number
  readonly name: string
}

export function tagMergeRoutes(admin: Admin): void {
  admin.get('/tags/:id{\\d+}/merge', (c) => choose(c))
  admin.post('/tags/:id{\\d+}/merge', async (c) => {
    const id = c.req.param('id')
    const form = await c.req.parseBody()
    const into = Number(textField(form, 'into'))
    if (!Number.isSafeInteger(into) || into <= 0) return choose(c, 'Choose a tag.')
    if (isChecked(form, 'confirmed')) {
      const { name } = await call<Tag>(c, 'POST', `/tags/${id}/merge`, { into })
      return c.redirect(`/admin/tags?done=${encodeURIComponent(`Merged into “${name}”.`)}`, 303)
    }
    const [from, to] = await Promise.all([id, into].map((one) => call<Tag>(c, 'GET', `/tags/${one}`)))
    const preview = await call(c, 'POST', `/tags/${id}/merge?dryRun=true`, { into })
    const title = `Merge “${from?.name}” into “${to?.name}”`
    const page = (
      <ConfirmPage
        {...{ title, preview, action: `/admin/tags/${id}/merge`, back: `/admin/tags/${id}/merge`, button: 'Merge' }}
        fields={[['into', String(into)]]}
      >
        <p>{`Posts with “${from?.name}” get “${to?.name}” instead, and its address leads there. This cannot be undone.`}</p>
      </ConfirmPage>
    )
    return framed(c, { title }, page)
  })
}

async function choose(c: AdminContext, problem?: string): Promise<Response> {
  const id = Number(c.req.param('id'))
  const from = await call<Tag>(c, 'GET', `/tags/${id}`)
  const others = (await allTags(c)).filter((tag) => tag.id !== id)
  const title = `Merge the tag “${from.name}”`
  const page = <TagMergePage title={title} id={id} others={others} problem={problem} />
  return framed(c, { title, ...(problem && { status: 422 }) }, page)
}

/** More than this nobody looks through. */
const MAX_TAGS = 2000

async function allTags(c: AdminContext): Promise<Tag[]> {
  const tags: Tag[] = []
  let cursor = ''
  do {
    const { items, next } = await call(c, 'GET', `/tags?sort=name&limit=100${cursor && `&cursor=${cursor}`}`)
    tags.push(...items)
    cursor = next ?? ''
  } while (cursor && tags.length < MAX_TAGS)
  return tags
}
