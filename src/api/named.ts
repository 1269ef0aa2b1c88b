/** Fields that tags and authors share. */
import { z } from '@hono/zod-openapi'
import { NAMED_ORDERS } from '../content/index.ts'
import { placedQuery } from './cursor.ts'

export const slug = z.string().min(1).max(120).optional()
export const name = z.string().trim().min(1).max(100)
export const dates = { createdAt: z.string(), updatedAt: z.string() }

export const namedQuery = placedQuery.extend({
  q: z.string().max(200).optional().openapi({ description: 'A part of the name or slug.' }),
  sort: z.enum(NAMED_ORDERS).optional(),
})
