import type { AttentionJson, OrderJson } from "#lib/contract.ts"
import { type OrderRow, orderFromRow } from "#lib/db/order-row.ts"
import { microText, Prisma } from "#lib/db/sql.ts"
import { type AttentionSubject, attentionOf } from "#lib/porting/attention.ts"
import { COURTS } from "#lib/porting/court.ts"
import type { Rules } from "#lib/porting/rules.ts"

export type OrderJsonRow = OrderRow & {
  readonly court: string
  readonly updated_at: string
  readonly comments_count: number
  readonly split_from: string[]
  readonly split_to: string[]
  readonly split_cycle?: boolean
  readonly key_is_shared?: boolean
}

/** What an order's JSON is made of, over `orders o`. Comments and splits are rows of their own and counted here. */
export const ORDER_COLUMNS = Prisma.sql`
  o.id::text, o.support_key, o.customer_reference, o.status_value, o.status_details, o.status_since_text, o.messaging, o.messaging_since_text, o.deleted_text,
  o.placeholder, o.first_event_text, o.last_event_text, o.mark, o.court, ${microText(Prisma.sql`o.updated_at`)} AS updated_at,
  (SELECT count(*)::int FROM comments c WHERE c.order_id = o.id) AS comments_count,
  array(SELECT DISTINCT m.from_id::text FROM split_members m WHERE m.to_id = o.id ORDER BY 1) AS split_from,
  array(SELECT DISTINCT m.to_id::text FROM split_members m WHERE m.from_id = o.id ORDER BY 1) AS split_to`

/** Whether another order has the support key of an order `o`: the key leads to one of them only. */
export const KEY_IS_SHARED = Prisma.sql`EXISTS (
  SELECT 1 FROM orders t WHERE left(lower(t.support_key), 200) COLLATE "C" = left(lower(o.support_key), 200)
    AND lower(t.support_key) = lower(o.support_key) AND t.id <> o.id)`

/** What a screen shows of an order, and leads to it by. */
export const SHOWN_COLUMNS = Prisma.sql`${ORDER_COLUMNS}, ${KEY_IS_SHARED} AS key_is_shared`

const timeText = (millis: number | null): string | null => (millis === null ? null : new Date(millis).toISOString())

function attentionJson(order: AttentionSubject, rules: Rules): AttentionJson {
  const { court, needs, clock, watchFrom } = attentionOf(order, rules)
  return {
    court,
    needs,
    due_at: timeText(clock?.end ?? null),
    watch_from: timeText(watchFrom),
    clock: clock && { of: clock.of, value: clock.value, since: clock.since.text, ...clock.clock },
  }
}

/** An order as the API tells it; with rules, also what of it needs somebody. */
export function orderJson(row: OrderJsonRow, rules: Rules | null = null): OrderJson {
  const order = orderFromRow(row)
  return {
    id: order.id,
    support_key: order.supportKey,
    customer_reference: order.customerReference,
    status: order.status,
    status_since: order.statusSince?.text ?? null,
    messaging: order.messaging,
    court: COURTS.find((court) => court === row.court) ?? "none",
    deleted_at: order.deletedAt?.text ?? null,
    placeholder: order.placeholder,
    comments_count: row.comments_count,
    split_from: row.split_from,
    split_to: row.split_to,
    first_event_at: order.firstEventAt?.text ?? null,
    last_event_at: order.lastEventAt?.text ?? null,
    updated_at: row.updated_at,
    ...(rules ? { attention: attentionJson(order, rules) } : {}),
    ...(row.key_is_shared ? { key_is_shared: true as const } : {}),
    ...(row.split_cycle === undefined ? {} : { split_cycle: row.split_cycle }),
  }
}
