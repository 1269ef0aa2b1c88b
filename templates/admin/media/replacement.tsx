/** Another file in the place of one. */
import type { FC } from 'hono/jsx'
import type { Media } from '../../../src/client/index.ts'
import { Field } from '../parts.tsx'

interface Props {
  readonly item: Media
  /** In how many places it is used. */
  readonly useCount: number
  readonly problem: string | undefined
}

export const Replacement: FC<Props> = ({ item, useCount, problem }) => (
  <form
    method="post"
    action={`/admin/media/${item.id}/file`}
    enctype="multipart/form-data"
    class="card"
    data-replace={item.id}
  >
    <h2>Put another file in its place</h2>
    <Field
      label="File"
      name="file"
      type="file"
      accept={item.kind === 'document' ? undefined : `${item.kind}/*`}
      required
      errors={{ file: problem }}
      hint={
        useCount === 0
          ? 'It is used nowhere, so no page changes.'
          : `The ${useCount === 1 ? 'place' : 'places'} above will show the new one at once. Links to the old address lead to it.`
      }
    />
    <div data-replace-preview aria-live="polite"></div>
    <button type="submit" class="quiet">
      Replace
    </button>
  </form>
)
