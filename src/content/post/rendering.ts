/** What is stored with a post beside its Markdown, made by the renderer. */
import { createHash } from 'node:crypto'
import { eq, inArray } from 'drizzle-orm'
import type { Drizzle, WriteTransaction } from '../../db/index.ts'
import { media, post } from '../../db/schema.ts'
import { type ImageSize, RENDERER_VERSION, renderMarkdown } from '../../markdown/index.ts'

export interface RenderedColumns {
  readonly html: string
  readonly toc: unknown
  readonly plainText: string
  readonly wordCount: number
  readonly readingMinutes: number
  readonly autoExcerpt: string
  readonly renderedFrom: string
  readonly rendererVersion: number
}

/** Renders Markdown to the columns that hold the result; images of the media library get their sizes. */
export async function renderColumns(
  tx: Drizzle | WriteTransaction,
  markdown: string,
  siteUrl: string,
): Promise<RenderedColumns> {
  const hashes = [...new Set(markdown.match(/(?<=\/media\/)[0-9a-f]{64}/g))]
  const rows = hashes.length === 0 ? [] : await tx.select().from(media).where(inArray(media.hash, hashes))
  const sizes = new Map<string, ImageSize>()
  for (const { hash, width, height } of rows) if (width && height) sizes.set(hash, { width, height })
  const rendered = await renderMarkdown(markdown, {
    siteUrl,
    imageSize: async (src) => sizes.get(/\/media\/([0-9a-f]{64})\./.exec(src)?.[1] ?? ''),
  })
  return {
    html: rendered.html,
    toc: rendered.toc,
    plainText: rendered.text,
    wordCount: rendered.wordCount,
    readingMinutes: rendered.readingMinutes,
    autoExcerpt: rendered.excerpt,
    renderedFrom: createHash('md5').update(markdown).digest('hex'),
    rendererVersion: RENDERER_VERSION,
  }
}

/** Renders what is stored anew, without making it another version. */
export async function rerenderPost(tx: WriteTransaction, id: number, siteUrl: string): Promise<void> {
  const [row] = await tx.select({ markdown: post.markdown }).from(post).where(eq(post.id, id)).for('update')
  if (row)
    await tx
      .update(post)
      .set(await renderColumns(tx, row.markdown, siteUrl))
      .where(eq(post.id, id))
}
