import type { Tx } from "#lib/db/client.ts"
import { Prisma } from "#lib/db/sql.ts"
import type { CommentVersion } from "#lib/porting/comments.ts"
import type { SplitMember } from "#lib/porting/lineage.ts"
import type { Order } from "#lib/porting/order.ts"
import type { Rules } from "#lib/porting/rules.ts"
import { sha256 } from "./content-hash.ts"
import { insertOrders, updateOrders } from "./write-orders.ts"

const NOTIFY_CHANNEL = "portline"
/** PostgreSQL takes 7,999 bytes a notification: 150 ids of 36 characters fit with room to spare. */
const IDS_PER_NOTIFICATION = 150

/** The bounded stand-in for a sender's id of any length. */
export function shortKey(text: string): string {
  return sha256(text).toString("hex").slice(0, 32)
}

/** Each comment keeps the version that is last in the total order, whichever comes first. */
function writeComments(versions: readonly CommentVersion[], condition: Prisma.Sql): Prisma.Sql {
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
    WHERE ${condition}
    ON CONFLICT (order_id, comment_key) DO UPDATE SET
      body = excluded.body, user_type = excluded.user_type, user_id = excluded.user_id,
      inserted_text = excluded.inserted_text, listed_at = excluded.listed_at, mark = excluded.mark, sealed = false
    WHERE excluded.mark COLLATE "C" > c.mark COLLATE "C"`
}

/** Each member of an edge keeps its first and last time, whichever comes first. */
function writeSplits(members: readonly SplitMember[], condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO split_members AS m (from_id, to_id, member, first_at, first_text, last_at, last_text)
    SELECT from_id, to_id, member, (left(rtrim(first, 'Z'), 26) || 'Z')::timestamptz, first, (left(rtrim(last, 'Z'), 26) || 'Z')::timestamptz, last
    FROM unnest(
      ${members.map((member) => member.from)}::uuid[], ${members.map((member) => member.to)}::uuid[],
      ${members.map((member) => shortKey(member.member))}::text[],
      ${members.map((member) => member.firstAt.text)}::text[], ${members.map((member) => member.lastAt.text)}::text[]
    ) AS t(from_id, to_id, member, first, last)
    WHERE ${condition}
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

/** A query that tells whoever listens that these orders are others now: one row. */
export const notifying = (orderIds: readonly string[]): Prisma.Sql =>
  Prisma.sql`SELECT count(pg_notify(${NOTIFY_CHANNEL}, ids)) FROM unnest(${notifications(orderIds)}::text[]) AS t(ids)`

/** Tells whoever listens that these orders are others now. */
export async function notifyOrders(tx: Tx, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length > 0) await tx.$executeRaw`${notifying(orderIds)}`
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

/** A statement's parts, by their names; what is not to be written has none. */
const asParts = (parts: Readonly<Record<string, Prisma.Sql | false>>): Prisma.Sql[] =>
  Object.entries(parts).flatMap(([name, part]) => (part ? [Prisma.sql`${Prisma.raw(name)} AS (${part})`] : []))

const ALWAYS = Prisma.sql`true`

/** Writes all of it in one statement. */
export async function writeChanges(tx: Tx, { orderIds, orders, rules, comments, splits }: Changes): Promise<void> {
  const parts = asParts({
    changed: orders.length > 0 && updateOrders(orders, rules, ALWAYS),
    commented: comments.length > 0 && writeComments(comments, ALWAYS),
    moved: splits.length > 0 && writeSplits(splits, ALWAYS),
  })
  const before = parts.length > 0 ? Prisma.sql`WITH ${Prisma.join(parts)}` : Prisma.empty
  await tx.$executeRaw`${before} ${notifying(orderIds)}`
}

/** The versions of rows that were read, by the ids of their orders: PostgreSQL's own `xmin`, as text. */
export type Seen = ReadonlyMap<string, string>

/** Keeps comments alone, as `writeChanges` does. */
export async function keepComments(tx: Tx, versions: readonly CommentVersion[]): Promise<void> {
  if (versions.length > 0) await tx.$executeRaw`${writeComments(versions, ALWAYS)}`
}

/**
 * The parts of a statement that write all of it where the orders are still as they were seen, and not there yet where they
 * were not; `ready` is one row, whose `orders` says how many are. They go behind the parts of `logWrites`. What is locked,
 * is so in the order in which transactions do that: after the events, missing orders first, both in the order of their ids.
 */
export function unlessStale({ orders, rules, comments, splits }: Changes, seen: Seen): Prisma.Sql[] {
  const missing = orders.filter(({ id }) => !seen.has(id))
  const present = orders.filter(({ id }) => seen.has(id))
  const ids = present.map(({ id }) => id)
  const versions = ids.map((id) => seen.get(id))
  // An empty part would have its triggers run all the same.
  const made = missing.length > 0 && insertOrders(missing, rules, Prisma.sql`(SELECT count(*) FROM kept) > 0`)
  const isReady = Prisma.sql`(SELECT orders FROM ready) = ${orders.length}`
  return asParts({
    made,
    held: Prisma.sql`
      SELECT o.id FROM orders o
      WHERE o.id = ANY(${ids}::uuid[]) AND o.xmin = (${versions}::xid[])[array_position(${ids}::uuid[], o.id)]
        AND (SELECT count(*) FROM kept) > 0 AND ${made ? Prisma.sql`(SELECT count(*) FROM made) >= 0` : ALWAYS} ORDER BY o.id FOR UPDATE`,
    ready: Prisma.sql`SELECT (SELECT count(*) FROM held)${made ? Prisma.sql` + (SELECT count(*) FROM made)` : Prisma.empty} AS orders`,
    changed: present.length > 0 && updateOrders(present, rules, isReady),
    commented: comments.length > 0 && writeComments(comments, isReady),
    moved: splits.length > 0 && writeSplits(splits, isReady),
  })
}
