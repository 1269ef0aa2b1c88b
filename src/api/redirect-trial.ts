/** What happens at an address, step by step: asked of the very routes that answer readers. */
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { canonicalPath, type Trial } from '../cache/index.ts'
import { getPost, getRedirect, mediaAt, mediaUrl, redirectAt, successorOfMedia } from '../content/index.ts'
import type { ApiEnv } from './env.ts'
import { ProblemError } from './problem.ts'

const ruleSchema = z.object({
  kind: z.enum(['page', 'redirect', 'former-address', 'former-pattern', 'spelling', 'deleted', 'server', 'none']),
  text: z.string().openapi({ description: 'A sentence for people.' }),
  redirectId: z.int().optional(),
  postId: z.int().optional(),
  postKind: z.enum(['post', 'page']).optional(),
})
const stepSchema = z.object({
  path: z.string(),
  status: z.int().nullable(),
  location: z.string().nullable(),
  rule: ruleSchema,
})
export const redirectTrialSchema = z
  .object({
    path: z.string(),
    steps: z.array(stepSchema),
    end: z.enum(['page', 'not-found', 'gone', 'elsewhere', 'server', 'loop', 'too-long']),
    unusedRedirectId: z.int().nullable().openapi({
      description: 'A redirect of this address that nobody meets, as something stands there.',
    }),
  })
  .openapi('RedirectTrial')

type Rule = z.infer<typeof ruleSchema>
type Step = z.infer<typeof stepSchema>
type Answer = z.infer<typeof redirectTrialSchema>

/** Browsers give up after twenty. */
const MAX_STEPS = 20

export async function tryAddress(c: Context<ApiEnv>, written: string): Promise<Answer> {
  const path = ownAddress(c.var.deps.siteUrl, written)
  if (path === undefined)
    throw new ProblemError(422, 'invalid', 'This is no address of this site.', {
      errors: [{ field: 'path', message: 'begins with /, or is a URL of this site' }],
    })
  const steps: Step[] = []
  const seen = new Set<string>()
  let end: Answer['end'] = 'too-long'
  for (let at: string | undefined = path; steps.length < MAX_STEPS; ) {
    const step: Step = await stepAt(c, at)
    steps.push(step)
    seen.add(at)
    if (step.location === null) {
      end = endOf(step)
      break
    }
    at = ownAddress(c.var.deps.siteUrl, step.location)
    if (at === undefined || seen.has(at)) {
      end = at === undefined ? 'elsewhere' : 'loop'
      break
    }
  }
  return { path, steps, end, unusedRedirectId: await unusedRedirect(c, steps[0]) }
}

/** What this process answers by itself, before the site's routes. */
const OWN = /^\/(?:(?:admin|api|assets)(?:\/|$)|(?:healthz|readyz|metrics|favicon\.\w+)$)/
const MEDIA = /^\/media\/([0-9a-f]{64})\.\w+$/

async function stepAt(c: Context<ApiEnv>, path: string): Promise<Step> {
  const { cache, db } = c.var.deps
  const [bare = ''] = path.split(/[?#]/, 1)
  if (OWN.test(bare)) {
    const rule = {
      kind: 'server' as const,
      text: 'This is an address of the server itself; redirects do not count there.',
    }
    return { path, status: null, location: null, rule }
  }
  const hash = MEDIA.exec(bare)?.[1]
  const file = hash === undefined ? undefined : await mediaAt(db.drizzle, hash)
  if (file)
    return { path, status: 200, location: null, rule: { kind: 'page', text: `The file “${file.fileName}” is there.` } }
  const successor = hash === undefined ? undefined : await successorOfMedia(db.drizzle, hash)
  if (successor) {
    const rule = { kind: 'former-address' as const, text: `“${successor.fileName}” took the place of this file.` }
    return { path, status: 301, location: mediaUrl(successor), rule }
  }
  const trial = await cache.trial(path)
  return { path, status: trial.status, location: trial.location ?? null, rule: await ruleOf(c, trial) }
}

async function ruleOf(c: Context<ApiEnv>, { status, answeredBy, location }: Trial): Promise<Rule> {
  const { db } = c.var.deps
  const [, word = '', rest = ''] = /^([\w-]+):?(.*)$/.exec(answeredBy ?? '') ?? []
  switch (word) {
    case 'redirect': {
      const { id, target, postId } = await getRedirect(db.drizzle, Number(rest))
      const post = postId === null ? undefined : await getPost(db.drizzle, postId)
      const goal = post ? `to the ${post.kind} “${post.title}”, wherever that is` : `to ${target}`
      const text = status === 410 ? 'A redirect says that it is gone.' : `A redirect leads ${goal}.`
      return { kind: 'redirect', text, redirectId: id, ...(post && { postId: post.id, postKind: post.kind }) }
    }
    case 'post':
    case 'page': {
      const { id, kind, title } = await getPost(db.drizzle, Number(rest))
      const text = location
        ? `The ${kind} “${title}” has another date in its address.`
        : `The ${kind} “${title}” is there.`
      return { kind: location ? 'former-pattern' : 'page', text, postId: id, postKind: kind }
    }
    case 'former': {
      const [kind = '', ...slug] = rest.split('/')
      const text = location
        ? `A ${kind} had this address (${slug.join('/')}) and has another one now.`
        : `A ${kind} had this address and was deleted.`
      return { kind: location ? 'former-address' : 'deleted', text }
    }
    case 'former-pattern':
      return { kind: 'former-pattern', text: 'Posts had addresses of this pattern before.' }
    case 'canonical':
      return { kind: 'spelling', text: 'The same address, written in the usual way.' }
    case 'deleted':
      return { kind: 'deleted', text: 'What was there was deleted.' }
    default:
      return status < 300
        ? { kind: 'page', text: 'A page of the site is there.' }
        : { kind: 'none', text: 'Nothing is there, and no redirect leads on.' }
  }
}

function endOf({ status }: Step): Answer['end'] {
  if (status === null) return 'server'
  if (status < 300) return 'page'
  return status === 410 ? 'gone' : 'not-found'
}

async function unusedRedirect(c: Context<ApiEnv>, first: Step | undefined): Promise<number | null> {
  const key = first && canonicalPath(first.path)
  if (!first || key === undefined || first.rule.kind === 'redirect' || first.rule.kind === 'spelling') return null
  return (await redirectAt(c.var.deps.db.drizzle, key))?.id ?? null
}

/** Path and query of an address of this site, however it is written; undefined for another site's. */
function ownAddress(siteUrl: string, written: string): string | undefined {
  const text = written.trim()
  if (!URL.canParse(text, siteUrl)) return undefined
  const url = new URL(text, siteUrl)
  if (url.origin !== new URL(siteUrl).origin) return undefined
  return text.startsWith('/') ? text.replace(/#.*$/, '') : url.pathname + url.search
}
