/** A file as the API gives it. */
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { MEDIA_KINDS, type MediaRecord, mediaKind, mediaUrl } from '../content/index.ts'
import type { ApiEnv } from './env.ts'
import { mayChangeMedia } from './media-rights.ts'

export const mediaSchema = z
  .object({
    id: z.int(),
    url: z.string(),
    hash: z.string(),
    kind: z.enum(MEDIA_KINDS),
    contentType: z.string(),
    fileName: z.string(),
    byteSize: z.int(),
    width: z.int().nullable(),
    height: z.int().nullable(),
    alt: z.string(),
    uses: z.int().openapi({ description: 'In how many places it stands.' }),
    uploadedBy: z.string().openapi({ description: 'Name of the account, or what uploaded it: key:…, cli, import.' }),
    mayChange: z.boolean().openapi({ description: 'Whether who asks may change, replace or delete it.' }),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('Media')

export function presentMedia({ var: { principal } }: Context<ApiEnv>) {
  return (record: MediaRecord): z.infer<typeof mediaSchema> => {
    const { id, hash, contentType, fileName, byteSize, width, height, alt, uses, uploaderName, uploader } = record
    return {
      ...{
        id,
        url: mediaUrl(record),
        hash,
        kind: mediaKind(contentType),
        contentType,
        fileName,
        byteSize,
        width,
        height,
      },
      ...{ alt, uses, uploadedBy: uploaderName ?? uploader, mayChange: mayChangeMedia(principal, record) },
      createdAt: record.createdAt.toISOString(),
      updatedAt: record.updatedAt.toISOString(),
    }
  }
}
