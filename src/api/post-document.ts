/** A post as the API takes and gives it. */
import { z } from '@hono/zod-openapi'
import { type PostRecord, pagePath, postPath, type Settings } from '../content/index.ts'
import { optionalInstant, webAddress } from './schemas.ts'

export const text = (max: number) => z.string().max(max)
const nullable = (max: number) => text(max).nullable().optional()
const MAX_MARKDOWN = 2_000_000

export const fields = {
  slug: text(120).optional(),
  title: text(300).min(1),
  markdown: text(MAX_MARKDOWN).optional(),
  excerpt: nullable(2000),
  status: z.enum(['draft', 'scheduled', 'published', 'unpublished']).optional(),
  publishedAt: optionalInstant,
  tags: z
    .array(text(100).min(1))
    .max(50)
    .optional()
    .openapi({ description: 'Slugs or names; unknown ones are created.' }),
  authors: z.array(text(100).min(1)).max(50).optional(),
  coverUrl: webAddress.nullable().optional(),
  coverAlt: nullable(500),
  canonicalUrl: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable()
    .optional(),
  seoTitle: nullable(300),
  seoDescription: nullable(1000),
  featured: z.boolean().optional(),
  template: z
    .enum(['default', 'wide', 'cover', 'plain'])
    .optional()
    .openapi({ description: 'How it is laid out: as usual, wide, with a large cover, or title and text alone.' }),
  noIndex: z.boolean().optional().openapi({ description: 'Search engines are asked to leave it out.' }),
  socialImageUrl: webAddress.nullable().optional(),
  socialTitle: nullable(300),
  socialDescription: nullable(1000),
}
export const createSchema = z.strictObject(fields).openapi('PostInput')
export const patchSchema = z
  .strictObject({ ...fields, title: fields.title.optional(), version: z.int().positive().optional() })
  .openapi('PostPatch')

export const postSchema = z
  .object({
    id: z.int(),
    kind: z.enum(['post', 'page']),
    slug: z.string(),
    url: z.string(),
    title: z.string(),
    markdown: z.string(),
    html: z.string(),
    excerpt: z.string(),
    ownExcerpt: z.string().nullable().openapi({ description: 'Null: the excerpt is made from the text.' }),
    status: z.enum(['draft', 'scheduled', 'published', 'unpublished']),
    publishedAt: z.string().nullable(),
    tags: z.array(z.string()),
    authors: z.array(z.string()),
    coverUrl: z.string().nullable(),
    coverAlt: z.string().nullable(),
    canonicalUrl: z.string().nullable(),
    seoTitle: z.string().nullable(),
    seoDescription: z.string().nullable(),
    featured: z.boolean(),
    template: z.enum(['default', 'wide', 'cover', 'plain']),
    noIndex: z.boolean(),
    socialImageUrl: z.string().nullable(),
    socialTitle: z.string().nullable(),
    socialDescription: z.string().nullable(),
    wordCount: z.int(),
    version: z.int(),
    createdAt: z.string(),
    updatedAt: z.string(),
    deletedAt: z.string().nullable(),
  })
  .openapi('Post')

export function presentPost(record: PostRecord, siteUrl: string, settings: Settings): z.infer<typeof postSchema> {
  const iso = (date: Date | null) => date?.toISOString() ?? null
  const path = record.kind === 'page' ? pagePath(record) : postPath(settings.permalink, settings.timeZone, record)
  return {
    id: record.id,
    kind: record.kind,
    slug: record.slug,
    url: siteUrl + path,
    title: record.title,
    markdown: record.markdown,
    html: record.html,
    excerpt: record.excerpt || record.autoExcerpt,
    ownExcerpt: record.excerpt,
    status: record.status,
    publishedAt: iso(record.publishedAt),
    tags: record.tags.map(({ slug }) => slug),
    authors: record.authors.map(({ slug }) => slug),
    coverUrl: record.coverUrl,
    coverAlt: record.coverAlt,
    canonicalUrl: record.canonicalUrl,
    seoTitle: record.seoTitle,
    seoDescription: record.seoDescription,
    featured: record.featured,
    template: record.template,
    noIndex: record.noIndex,
    socialImageUrl: record.socialImageUrl,
    socialTitle: record.socialTitle,
    socialDescription: record.socialDescription,
    wordCount: record.wordCount,
    version: record.version,
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
    deletedAt: iso(record.deletedAt),
  }
}
