import type { FC } from 'hono/jsx'
import type { Tag } from '../../src/client/index.ts'
import { Empty, Field, PageHead } from './parts.tsx'

interface Props {
  readonly title: string
  readonly id: number
  readonly others: readonly Tag[]
  readonly problem: string | undefined
}

export const TagMergePage: FC<Props> = ({ title, id, others, problem }) => (
  <>
    <p class="crumbs">
      <a href="/admin/tags">Tags</a>
    </p>
    <PageHead title={title} />
    {others.length === 0 ? (
      <Empty>There is no other tag.</Empty>
    ) : (
      <form method="post" action={`/admin/tags/${id}/merge`} class="card">
        <Field
          label="Into"
          name="into"
          type="select"
          required
          errors={{ into: problem }}
          hint="Its posts get this one instead, and its address leads there."
        >
          <option value="">Choose a tag</option>
          {others.map((tag) => (
            <option value={String(tag.id)}>{tag.name}</option>
          ))}
        </Field>
        <button type="submit">What would change?</button>
      </form>
    )}
  </>
)
