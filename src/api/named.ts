/** Fields that tags and authors share. */
import { z } from '@hono/zod-openapi'

export const slug = z.string().min(1).max(120).optional()
export const name = z.string().trim().min(1).max(100)
export const dates = { createdAt: z.string(), updatedAt: z.string() }
