import { keptCodes, orderToRow, standingToRow } from "#lib/db/order-row.ts"
import { eventColumns } from "#lib/intake/log-columns.ts"
import { INTERPRETER_VERSION } from "#lib/intake/parse-event.ts"
import { readDelivery } from "#lib/intake/read-delivery.ts"
import { type Arrival, groupReceipts, type Receipt } from "#lib/intake/receipt.ts"
import { standingOf } from "#lib/intake/rules-in-force.ts"
import { shortKey } from "#lib/intake/write-changes.ts"
import { type CommentVersion, foldComments } from "#lib/porting/comments.ts"
import { ordersTouched, type PortingEvent } from "#lib/porting/event.ts"
import { foldOrder } from "#lib/porting/fold-order.ts"
import { foldSplits, type SplitMember } from "#lib/porting/lineage.ts"
import type { Order } from "#lib/porting/order.ts"
import type { Rules } from "#lib/porting/rules.ts"
import type { Columns, CopyValue } from "./copy-rows.ts"
import type { LoadBody } from "./load-world.ts"

/** As lib/intake cuts times to microseconds. */
const cut = (text: string): string => `${text.replace(/Z$/, "").slice(0, 26)}Z`
const cutOrNull = (text: string | null): string | null => text && cut(text)

const HEADERS = JSON.stringify({ "content-type": "application/json", "user-agent": "telnyx-webhooks" })

function read(bodies: readonly LoadBody[]): Arrival[] {
  const receipts = bodies.flatMap(({ raw, receivedAt, deliveries }) =>
    Array.from({ length: deliveries }, (_, index): Receipt => {
      const came = { source: "webhook" as const, raw, receivedAt: receivedAt + index * 60_000, verified: true, headers: {} }
      return readDelivery(came, false)
    }),
  )
  return groupReceipts(receipts)
}

function eventTable(arrivals: readonly Arrival[]): Columns {
  const of = eventColumns(arrivals, true)
  return {
    key: of.keys,
    state: of.states,
    reason: of.reasons,
    projected: of.projected,
    event_id: of.eventIds,
    event_id_hash: of.idHashes,
    event_type: of.types,
    kind: of.kinds,
    rank: of.ranks,
    occurred_at: of.occurredTexts.map(cutOrNull),
    occurred_text: of.occurredTexts,
    content_hash: of.contentHashes,
    raw: of.raws,
    payload_start: of.starts,
    payload_length: of.lengths,
    summary: of.summaries,
    received_at: of.receivedAts,
    verified: of.verified,
    future: of.futures,
    deliveries: of.counts,
    order_ids: arrivals.map(({ event }) => (event ? ordersTouched(event).toSorted() : [])),
    source: of.sources,
    interpreter: arrivals.map(() => INTERPRETER_VERSION),
  }
}

function deliveryTable(arrivals: readonly Arrival[]): Columns {
  const kept = arrivals.flatMap(({ first, receipts }) =>
    receipts.map((receipt, index) => ({ ...receipt, key: first.key, ordinal: index + 1 })),
  )
  return {
    event_key: kept.map(({ key }) => key),
    ordinal: kept.map(({ ordinal }) => ordinal),
    receipt_id: kept.map(({ id }) => id),
    received_at: kept.map(({ receivedAt }) => new Date(receivedAt).toISOString()),
    attempt: kept.map(({ attempt }) => attempt),
    verified: kept.map(({ verified }) => verified),
    headers: kept.map(() => HEADERS),
  }
}

function orderTable(orders: readonly Order[], members: readonly SplitMember[], rules: Rules, now: string): Columns {
  const [came, went] = [new Set(members.map(({ to }) => to)), new Set(members.map(({ from }) => from))]
  const rows = orders.map((order) => ({ ...orderToRow(order), ...standingToRow(standingOf(order, rules)) }))
  const column = <Name extends keyof (typeof rows)[number]>(name: Name): CopyValue[] => rows.map((row) => row[name])
  return {
    ...Object.fromEntries(Object.keys(rows[0] ?? {}).map((name) => [name, column(name as keyof (typeof rows)[number])])),
    exception_codes: orders.map(keptCodes),
    messaging_status: orders.map(({ messaging }) => messaging?.messaging_port_status ?? null),
    status_since: rows.map((row) => cutOrNull(row.status_since_text)),
    messaging_since: rows.map((row) => cutOrNull(row.messaging_since_text)),
    deleted_at: rows.map((row) => cutOrNull(row.deleted_text)),
    first_event_at: rows.map((row) => cutOrNull(row.first_event_text)),
    last_event_at: rows.map((row) => cutOrNull(row.last_event_text)),
    split_in: orders.map(({ id }) => came.has(id)),
    split_out: orders.map(({ id }) => went.has(id)),
    updated_at: rows.map((row) => cutOrNull(row.last_event_text) ?? now),
  }
}

function commentTable(versions: readonly CommentVersion[]): Columns {
  return {
    order_id: versions.map(({ orderId }) => orderId),
    comment_key: versions.map(({ id }) => shortKey(id)),
    comment_id: versions.map(({ id }) => id),
    body: versions.map(({ body }) => body),
    user_type: versions.map(({ userType }) => userType),
    user_id: versions.map(({ userId }) => userId),
    inserted_text: versions.map(({ insertedAt }) => insertedAt?.text ?? null),
    listed_at: versions.map(({ listedAt }) => cut(listedAt.text)),
    mark: versions.map(({ mark }) => mark),
  }
}

function splitTable(members: readonly SplitMember[]): Columns {
  return {
    from_id: members.map(({ from }) => from),
    to_id: members.map(({ to }) => to),
    member: members.map(({ member }) => shortKey(member)),
    first_at: members.map(({ firstAt }) => cut(firstAt.text)),
    first_text: members.map(({ firstAt }) => firstAt.text),
    last_at: members.map(({ lastAt }) => cut(lastAt.text)),
    last_text: members.map(({ lastAt }) => lastAt.text),
  }
}

function byOrder(events: readonly PortingEvent[]): Map<string, PortingEvent[]> {
  const orders = new Map<string, PortingEvent[]>()
  for (const event of events) {
    for (const id of ordersTouched(event)) {
      const own = orders.get(id)
      if (own) own.push(event)
      else orders.set(id, [event])
    }
  }
  return orders
}

/** What the intake would make of these bodies, by table: the same reading, judging and folding, in bulk. All events of an order must be among them. */
export function rowsOf(bodies: readonly LoadBody[], rules: Rules, now: Date): Readonly<Record<string, Columns>> {
  const arrivals = read(bodies)
  const events = arrivals.flatMap(({ event }) => event ?? [])
  const orders = [...byOrder(events)].map(([id, own]) => foldOrder(id, own))
  const members = foldSplits(events)
  const touched = arrivals.flatMap(({ first, event }) => (event ? ordersTouched(event).map((id) => ({ id, key: first.key })) : []))
  return {
    events: eventTable(arrivals),
    deliveries: deliveryTable(arrivals),
    event_orders: { order_id: touched.map(({ id }) => id), event_key: touched.map(({ key }) => key) },
    orders: orderTable(orders, members, rules, now.toISOString()),
    comments: commentTable(foldComments(events)),
    split_members: splitTable(members),
  }
}
