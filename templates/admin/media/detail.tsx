/** A file: what it shows, where it is used, and what can be done with it. */
import type { FC } from 'hono/jsx'
import type { Media } from '../../../src/client/index.ts'
import { Alert, Field, PageHead, PostButton, When } from '../parts.tsx'
import { Preview } from './preview.tsx'
import { Replacement } from './replacement.tsx'
import { Uses, type UsesProps } from './uses.tsx'
import { sizeText, typeText } from './words.ts'

interface Props extends UsesProps {
  readonly item: Media
  readonly address: string
  readonly problem: string | undefined
  readonly replaceProblem: string | undefined
}

export const MediaDetailPage: FC<Props> = ({ item, address, problem, replaceProblem, ...where }) => (
  <>
    <p class="crumbs">
      <a href="/admin/media">Media</a>
    </p>
    <PageHead title={item.fileName} />
    {problem && <Alert>{problem}</Alert>}
    <div class="media-detail">
      <figure class="media-large">
        <Preview item={item} />
      </figure>
      <div>
        <Facts item={item} address={address} />
        {item.mayChange ? (
          <form method="post" action={`/admin/media/${item.id}`} class="card">
            <Field
              label="What it shows"
              name="alt"
              type="textarea"
              rows={2}
              maxlength={500}
              value={item.alt}
              hint="For readers who cannot see it. It is offered when the file is put into a post."
            />
            <Field label="Name" name="fileName" value={item.fileName} maxlength={200} required />
            <button type="submit">Save</button>
          </form>
        ) : (
          <p class="soft">Somebody else uploaded it, so you cannot change it; you may use it.</p>
        )}
        <Uses {...where} />
        {item.mayChange && (
          <Replacement item={item} useCount={where.uses.length + where.hidden} problem={replaceProblem} />
        )}
        {item.mayChange && <Deletion item={item} />}
      </div>
    </div>
  </>
)

const Facts: FC<Pick<Props, 'item' | 'address'>> = ({ item, address }) => (
  <section class="card" aria-label="About the file">
    <dl class="facts two">
      <div>
        <dt>Kind</dt>
        <dd>{typeText(item.contentType)}</dd>
      </div>
      <div>
        <dt>Size</dt>
        <dd>{sizeText(item.byteSize)}</dd>
      </div>
      {item.width && (
        <div>
          <dt>Measures</dt>
          <dd>{`${item.width} × ${item.height}`}</dd>
        </div>
      )}
      <div>
        <dt>Uploaded</dt>
        <dd>
          <When at={item.createdAt} /> {item.uploadedBy && `by ${item.uploadedBy}`}
        </dd>
      </div>
    </dl>
    <label for="address">Address</label>
    <div class="copyable">
      <input id="address" readonly value={address} />
      <button type="button" class="quiet" data-copy="address" hidden>
        Copy
      </button>
      <a class="button quiet" href={item.url}>
        Open
      </a>
    </div>
  </section>
)

const Deletion: FC<{ item: Media }> = ({ item }) =>
  item.uses > 0 ? (
    <p class="soft">It can be deleted once nothing uses it.</p>
  ) : (
    <PostButton
      action={`/admin/media/${item.id}/delete`}
      text="Delete"
      confirm={`Delete ${item.fileName}? This cannot be undone.`}
    />
  )
