/** What the documents of the API are made of. */
import { z } from '@hono/zod-openapi'
import { WEB_ADDRESS, WEB_ADDRESS_RULE } from '../content/index.ts'

export const idParam = z.object({
  id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).openapi({ type: 'integer', example: 12 }),
})

export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
export const body = <S extends z.ZodType>(schema: S) => ({
  required: true,
  content: { 'application/json': { schema } },
})
export const noContent = { description: 'Done' }

/** A date as the API takes and gives it: ISO 8601 with a zone. */
export const instant = z.iso
  .datetime({ offset: true, error: 'must be a date like 2026-05-01T09:00:00Z' })
  .transform((text) => new Date(text))
  // PostgreSQL's text of an earlier one is read as of another century.
  .refine((date) => date.getUTCFullYear() >= 100, { error: 'must be in the year 100 or later' })
  .openapi({ type: 'string', format: 'date-time' })

/** Where a picture is: on the web, or a path of this site. */
export const webAddress = z.string().max(2000).regex(WEB_ADDRESS, WEB_ADDRESS_RULE)

/** A date that may be missing. */
export const optionalInstant = instant
  .nullable()
  .optional()
  .openapi({ type: ['string', 'null'], format: 'date-time' })
