/** What the operations of the cache answer with, where several do. */
import { z } from '@hono/zod-openapi'

export const causeSchema = z
  .object({
    kind: z.string(),
    reason: z.string(),
    actor: z.string().optional(),
    eventIds: z.array(z.int()).readonly().optional(),
    planId: z.int().optional(),
  })
  .openapi('Cause')

export const planSchema = z
  .object({
    id: z.int(),
    at: z.string(),
    actors: z.array(z.string()),
    eventIds: z.array(z.int()),
    withdrawn: z.array(z.string()),
    renders: z.array(z.object({ url: z.string(), why: z.string(), outcome: z.string().nullable() })),
    rendered: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    failed: z.int(),
    ms: z.int(),
  })
  .openapi('CachePlan')

export const findingSchema = z
  .object({
    url: z.string(),
    difference: z.string(),
    cause: causeSchema,
    dependencies: z.array(z.string()).readonly(),
    suspects: z.array(z.string()).readonly(),
  })
  .openapi('AuditFinding')
