/** Two tags that mean the same become one. */
import { ConfirmPage } from '../../templates/admin/changes.tsx'
import { TagMergePage } from '../../templates/admin/tag-merge.tsx'
import type { Tag } from '../client/index.ts'
import { idOf } from './api.ts'
import type { Admin, AdminContext } from './env.ts'
import { isChecked, textField } from './form.ts'
import { framed } from './frame.tsx'

export function tagMergeRoutes(admin: Admin): void {
  admin.get('/tags/:id{\\d+}/merge', (c) => choose(c))
  admin.post('/tags/:id{\\d+}/merge', async (c) => {
    const id = idOf(c)
    const form = await c.req.parseBody()
    const into = Number(textField(form, 'into'))
    if (!Number.isSafeInteger(into) || into <= 0) return choose(c, 'Choose a tag.')
    if (isChecked(form, 'confirmed')) {
      const { name } = await c.var.api.post('/tags/{id}/merge', { path: { id }, body: { into } })
      return c.redirect(`/admin/tags?done=${encodeURIComponent(`Merged into “${name}”.`)}`, 303)
    }
    const tag = (one: number) => c.var.api.get('/tags/{id}', { path: { id: one } })
    const [from, to] = await Promise.all([tag(id), tag(into)])
    const preview = await c.var.api.dryRun('POST', '/tags/{id}/merge', { path: { id }, body: { into } })
    const title = `Merge “${from.name}” into “${to.name}”`
    const page = (
      <ConfirmPage
        {...{ title, preview, action: `/admin/tags/${id}/merge`, back: `/admin/tags/${id}/merge`, button: 'Merge' }}
        fields={[['into', String(into)]]}
      >
        <p>{`Posts with “${from.name}” get “${to.name}” instead, and its address leads there. This cannot be undone.`}</p>
      </ConfirmPage>
    )
    return framed(c, { title }, page)
  })
}

async function choose(c: AdminContext, problem?: string): Promise<Response> {
  const id = idOf(c)
  const from = await c.var.api.get('/tags/{id}', { path: { id } })
  const others = (await allTags(c)).filter((tag) => tag.id !== id)
  const title = `Merge the tag “${from.name}”`
  const page = <TagMergePage title={title} id={id} others={others} problem={problem} />
  return framed(c, { title, ...(problem && { status: 422 }) }, page)
}

/** More than this nobody looks through. */
const MAX_TAGS = 2000

async function allTags(c: AdminContext): Promise<Tag[]> {
  const tags: Tag[] = []
  for await (const tag of c.var.api.each('/tags', { query: { sort: 'name', limit: 100 } })) {
    tags.push(tag)
    if (tags.length === MAX_TAGS) break
  }
  return tags
}
