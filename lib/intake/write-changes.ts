import type { Tx } from "#lib/db/client.ts"
import { indexedCodes, type OrderRow, orderToRow, type StandingRow, standingToRow } from "#lib/db/order-row.ts"
import { Prisma } from "#lib/db/sql.ts"
import type { CommentVersion } from "#lib/porting/comments.ts"
import type { SplitMember } from "#lib/porting/lineage.ts"
import type { Order } from "#lib/porting/order.ts"
import type { Rules } from "#lib/porting/rules.ts"
import { sha256 } from "./content-hash.ts"
import { standingOf } from "./rules-in-force.ts"

const NOTIFY_CHANNEL = "portline"
/** PostgreSQL takes 7,999 bytes a notification: 150 ids of 36 characters fit with room to spare. */
const IDS_PER_NOTIFICATION = 150

/** The bounded stand-in for a sender's id of any length. */
export function shortKey(text: string): string {
  return sha256(text).toString("hex").slice(0, 32)
}

function orderColumns(orders: readonly Order[], rules: Rules) {
  const rows = orders.map((order) => ({ ...orderToRow(order), ...standingToRow(standingOf(order, rules)) }))
  const column = <K extends keyof (OrderRow & StandingRow)>(name: K): (OrderRow & StandingRow)[K][] => rows.map((row) => row[name])
  return {
    column,
    codes: orders.map((order) => JSON.stringify(indexedCodes(order))),
    messagingStates: orders.map((order) => order.messaging?.messaging_port_status ?? null),
  }
}

/** Times are compared as timestamptz(6) and shown with the sender's digits, so both are kept. */
function writeOrders(orders: readonly Order[], rules: Rules): Prisma.Sql {
  const { column, codes, messagingStates } = orderColumns(orders, rules)
  return Prisma.sql`
    UPDATE orders o SET
      support_key = n.support_key, customer_reference = n.customer_reference,
      status_value = n.status_value, status_details = n.status_details,
      exception_codes = array(SELECT json_array_elements_text(n.codes::json)),
      status_since = (left(rtrim(n.status_since, 'Z'), 26) || 'Z')::timestamptz, status_since_text = n.status_since,
      messaging = n.messaging, messaging_status = n.messaging_status,
      messaging_since = (left(rtrim(n.messaging_since, 'Z'), 26) || 'Z')::timestamptz, messaging_since_text = n.messaging_since,
      court = n.court, attention_court = n.attention_court, attention_needs = n.attention_needs, due_at = n.due_at, watch_from = n.watch_from,
      deleted_at = (left(rtrim(n.deleted, 'Z'), 26) || 'Z')::timestamptz, deleted_text = n.deleted,
      placeholder = n.placeholder,
      first_event_at = (left(rtrim(n.first_event, 'Z'), 26) || 'Z')::timestamptz, first_event_text = n.first_event,
      last_event_at = (left(rtrim(n.last_event, 'Z'), 26) || 'Z')::timestamptz, last_event_text = n.last_event,
      mark = n.mark, updated_at = clock_timestamp()
    FROM unnest(
      ${column("id")}::uuid[], ${column("support_key")}::text[], ${column("customer_reference")}::text[], ${column("status_value")}::text[],
      ${column("status_details")}::text[], ${codes}::text[], ${column("status_since_text")}::text[], ${column("messaging")}::text[],
      ${messagingStates}::text[], ${column("court")}::text[], ${column("deleted_text")}::text[], ${column("placeholder")}::boolean[],
      ${column("first_event_text")}::text[], ${column("last_event_text")}::text[], ${column("mark")}::text[],
      ${column("messaging_since_text")}::text[], ${column("attention_court")}::text[], ${column("attention_needs")}::boolean[],
      ${column("due_at")}::timestamptz[], ${column("watch_from")}::timestamptz[]
    ) AS n(id, support_key, customer_reference, status_value, status_details, codes, status_since, messaging,
           messaging_status, court, deleted, placeholder, first_event, last_event, mark,
           messaging_since, attention_court, attention_needs, due_at, watch_from)
    WHERE o.id = n.id`
}

/** Each comment keeps the version that is last in the total order, whichever comes first. */
function writeComments(versions: readonly CommentVersion[]): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO comments AS c (order_id, comment_key, comment_id, body, user_type, user_id, inserted_text, listed_at, mark)
    SELECT order_id, comment_key, comment_id, body, user_type, user_id, inserted_text, (left(rtrim(listed, 'Z'), 26) || 'Z')::timestamptz, mark
    FROM unnest(
      ${versions.map((version) => version.orderId)}::uuid[], ${versions.map((version) => shortKey(version.id))}::text[],
      ${versions.map((version) => version.id)}::text[], ${versions.map((version) => version.body)}::text[],
      ${versions.map((version) => version.userType)}::text[], ${versions.map((version) => version.userId)}::text[],
      ${versions.map((version) => version.insertedAt?.text ?? null)}::text[], ${versions.map((version) => version.listedAt.text)}::text[],
      ${versions.map((version) => version.mark)}::text[]
    ) AS t(order_id, comment_key, comment_id, body, user_type, user_id, inserted_text, listed, mark)
    ON CONFLICT (order_id, comment_key) DO UPDATE SET
      body = excluded.body, user_type = excluded.user_type, user_id = excluded.user_id,
      inserted_text = excluded.inserted_text, listed_at = excluded.listed_at, mark = excluded.mark, sealed = false
    WHERE excluded.mark COLLATE "C" > c.mark COLLATE "C"`
}

/** Each member of an edge keeps its first and last time, whichever comes first. */
function writeSplits(members: readonly SplitMember[]): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO split_members AS m (from_id, to_id, member, first_at, first_text, last_at, last_text)
    SELECT from_id, to_id, member, (left(rtrim(first, 'Z'), 26) || 'Z')::timestamptz, first, (left(rtrim(last, 'Z'), 26) || 'Z')::timestamptz, last
    FROM unnest(
      ${members.map((member) => member.from)}::uuid[], ${members.map((member) => member.to)}::uuid[],
      ${members.map((member) => shortKey(member.member))}::text[],
      ${members.map((member) => member.firstAt.text)}::text[], ${members.map((member) => member.lastAt.text)}::text[]
    ) AS t(from_id, to_id, member, first, last)
    ON CONFLICT (from_id, to_id, member) DO UPDATE SET
      first_at = least(m.first_at, excluded.first_at),
      first_text = CASE WHEN (excluded.first_at, excluded.first_text COLLATE "C") < (m.first_at, m.first_text) THEN excluded.first_text ELSE m.first_text END,
      last_at = greatest(m.last_at, excluded.last_at),
      last_text = CASE WHEN (excluded.last_at, excluded.last_text COLLATE "C") > (m.last_at, m.last_text) THEN excluded.last_text ELSE m.last_text END`
}

/** One coalesced notification a batch, ids only: every notification serialises the commits of all. */
function notifications(orderIds: readonly string[]): string[] {
  const chunks: string[] = []
  for (let at = 0; at === 0 || at < orderIds.length; at += IDS_PER_NOTIFICATION) {
    chunks.push(orderIds.slice(at, at + IDS_PER_NOTIFICATION).join(","))
  }
  return chunks
}

/** Tells whoever listens that these orders are others now. */
export async function notifyOrders(tx: Tx, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length > 0)
    await tx.$executeRaw`SELECT pg_notify(${NOTIFY_CHANNEL}, ids) FROM unnest(${notifications(orderIds)}::text[]) AS t(ids)`
}

/** What a batch changes. `orderIds` are told to whoever listens, whether their rows changed or not. */
export type Changes = {
  readonly orderIds: readonly string[]
  readonly orders: readonly Order[]
  /** What their courts and clocks are told by. */
  readonly rules: Rules
  readonly comments: readonly CommentVersion[]
  readonly splits: readonly SplitMember[]
}

/** Writes all of it in one statement. */
export async function writeChanges(tx: Tx, { orderIds, orders, rules, comments, splits }: Changes): Promise<void> {
  const writes = [
    ...(orders.length > 0 ? [writeOrders(orders, rules)] : []),
    ...(comments.length > 0 ? [writeComments(comments)] : []),
    ...(splits.length > 0 ? [writeSplits(splits)] : []),
  ]
  const parts = writes.map((write, index) => Prisma.sql`${Prisma.raw(`write_${index}`)} AS (${write})`)
  const before = parts.length > 0 ? Prisma.sql`WITH ${Prisma.join(parts)}` : Prisma.empty
  await tx.$executeRaw`${before} SELECT pg_notify(${NOTIFY_CHANNEL}, ids) FROM unnest(${notifications(orderIds)}::text[]) AS t(ids)`
}
