/** What came of the deliveries, in numbers. */
import type { Database } from '../db/index.ts'
import type { DeliveryStatus } from '../db/schema.ts'

export interface WebhookFigures {
  readonly waiting: number
  readonly delivered: number
  readonly failed: number
  readonly lastAt: string | null
  /** Of the last messages, the newest first. */
  readonly recent: readonly DeliveryStatus[]
}

const RECENT = 20

/** Of all webhooks, by id; of the thirty days that deliveries are kept. */
export async function webhookFigures({ sql }: Database): Promise<ReadonlyMap<number, WebhookFigures>> {
  const rows = await sql<({ id: number } & WebhookFigures)[]>`
    select h.id::float8 as id, f.*,
      array(select status from webhook_delivery d where d.webhook_id = h.id order by d.id desc limit ${RECENT}) as recent
    from webhook h, lateral (
      select count(*) filter (where status = 'waiting')::int as waiting, count(*) filter (where status = 'delivered')::int as delivered,
        count(*) filter (where status = 'failed')::int as failed, to_json(max(created_at)) #>> '{}' as "lastAt"
      from webhook_delivery d where d.webhook_id = h.id) f`
  return new Map(rows.map(({ id, ...figures }) => [id, figures]))
}

export interface DayOfDeliveries {
  /** In UTC. */
  readonly day: string
  readonly delivered: number
  readonly failed: number
  readonly waiting: number
}

/** Of the last thirty days, the oldest first, days without any too. */
export async function deliveriesByDay({ sql }: Database, webhookId: number): Promise<DayOfDeliveries[]> {
  const rows = await sql<DayOfDeliveries[]>`
    select to_char(day, 'YYYY-MM-DD') as day, count(*) filter (where status = 'delivered')::int as delivered,
      count(*) filter (where status = 'failed')::int as failed, count(*) filter (where status = 'waiting')::int as waiting
    from generate_series((now() at time zone 'UTC')::date - 29, (now() at time zone 'UTC')::date, interval '1 day') day
    left join webhook_delivery d on d.webhook_id = ${webhookId} and (d.created_at at time zone 'UTC')::date = day::date
    group by day order by day`
  return [...rows]
}
