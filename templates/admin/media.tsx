import type { FC } from 'hono/jsx'
import { Empty, Field, PageHead, PostButton } from './parts.tsx'

export interface MediaItem {
  readonly id: number
  readonly url: string
  readonly contentType: string
  readonly fileName: string
  readonly byteSize: number
  readonly width: number | null
  readonly height: number | null
  readonly alt: string
}

export const MediaPage: FC<{ items: readonly MediaItem[]; next: string | undefined; problem?: string | undefined }> = ({
  items,
  next,
  problem,
}) => (
  <>
    <PageHead title="Media" />
    <form method="post" action="/admin/media" enctype="multipart/form-data" class="card drop" data-upload>
      <Field
        label="Files"
        name="file"
        type="file"
        multiple
        required
        hint="Choose files, or drop them here."
        errors={{ file: problem }}
      />
      <progress max={1} value={0} hidden aria-label="Upload"></progress>
      <button type="submit" class="quiet">
        Upload
      </button>
    </form>
    {items.length === 0 ? (
      <Empty>No files yet. Pictures that you paste into a post come here, too.</Empty>
    ) : (
      <ul class="grid">
        {items.map((item) => (
          <li>
            <figure>
              <a href={item.url}>
                {item.contentType.startsWith('image/') ? (
                  <img src={item.url} alt={item.alt || item.fileName} loading="lazy" />
                ) : (
                  <span class="file-kind">{item.contentType}</span>
                )}
              </a>
              <figcaption>
                <strong>{item.fileName}</strong>
                <span class="soft">
                  {[item.width && `${item.width} × ${item.height}`, size(item.byteSize)].filter(Boolean).join(' · ')}
                </span>
              </figcaption>
            </figure>
            <form method="post" action={`/admin/media/${item.id}`} class="inline-edit">
              <label class="visually-hidden" for={`alt-${item.id}`}>
                {`What ${item.fileName} shows`}
              </label>
              <input id={`alt-${item.id}`} name="alt" value={item.alt} placeholder="What it shows" maxlength={500} />
              <button type="submit" class="plain">
                Save
              </button>
            </form>
            <PostButton
              action={`/admin/media/${item.id}/delete`}
              text="Delete"
              confirm={`Delete ${item.fileName}?`}
              isPlain
            />
          </li>
        ))}
      </ul>
    )}
    {next && (
      <p>
        <a href={next}>Older</a>
      </p>
    )}
  </>
)

function size(bytes: number): string {
  return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}
