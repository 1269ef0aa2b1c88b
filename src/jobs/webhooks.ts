import type { Task, TaskList } from 'graphile-worker'
import { z } from 'zod'
import { collectChanges, deliverDue } from '../webhooks/index.ts'
import type { JobDeps } from './deps.ts'

const payloadSchema = z.object({ webhookId: z.number() })

/** Telling other programs. In a runner of their own: they wait for strangers, and nothing of ours should wait for them. */
export function webhookTasks(deps: JobDeps): TaskList {
  return { collect_webhook_changes: collectWebhookChanges(deps), deliver_webhook: deliverWebhook(deps) }
}

/** A writing transaction added it. */
function collectWebhookChanges({ db, siteUrl, served, log }: JobDeps): Task {
  return async (_, { abortSignal }) => {
    const { events, messages } = await collectChanges({ db, siteUrl, served, signal: abortSignal })
    if (messages > 0) log.info({ events, messages }, 'webhooks are told')
  }
}

function deliverWebhook({ db, siteUrl, allowPrivateWebhooks, log }: JobDeps): Task {
  return async (payload, { abortSignal }) => {
    const { webhookId } = payloadSchema.parse(payload)
    const deps = { db, siteUrl, allowPrivate: allowPrivateWebhooks, signal: abortSignal }
    const { delivered, failed, paused } = await deliverDue(deps, webhookId)
    if (paused) log.warn({ webhookId, reason: paused }, 'webhook paused')
    else if (delivered + failed > 0) log.info({ webhookId, delivered, failed }, 'webhook messages sent')
  }
}
