import { keptCodes, type OrderRow, orderToRow, type StandingRow, standingToRow } from "#lib/db/order-row.ts"
import { Prisma } from "#lib/db/sql.ts"
import type { Order } from "#lib/porting/order.ts"
import type { Rules } from "#lib/porting/rules.ts"
import { standingOf } from "./rules-in-force.ts"

function orderColumns(orders: readonly Order[], rules: Rules) {
  const rows = orders.map((order) => ({ ...orderToRow(order), ...standingToRow(standingOf(order, rules)) }))
  const column = <K extends keyof (OrderRow & StandingRow)>(name: K): (OrderRow & StandingRow)[K][] => rows.map((row) => row[name])
  return {
    column,
    codes: orders.map((order) => JSON.stringify(keptCodes(order))),
    messagingStates: orders.map((order) => order.messaging?.messaging_port_status ?? null),
  }
}

const instant = (text: string): string => `(left(rtrim(${text}, 'Z'), 26) || 'Z')::timestamptz`

/** What is written of an order, and what it is made of. Times are compared as timestamptz(6) and shown with the sender's digits, so both are kept. */
const WRITTEN: Readonly<Record<string, string>> = {
  support_key: "n.support_key",
  customer_reference: "n.customer_reference",
  status_value: "n.status_value",
  status_details: "n.status_details",
  exception_codes: "array(SELECT json_array_elements_text(n.codes::json))",
  status_since: instant("n.status_since"),
  status_since_text: "n.status_since",
  messaging: "n.messaging",
  messaging_status: "n.messaging_status",
  messaging_since: instant("n.messaging_since"),
  messaging_since_text: "n.messaging_since",
  court: "n.court",
  attention_court: "n.attention_court",
  attention_needs: "n.attention_needs",
  due_at: "n.due_at",
  watch_from: "n.watch_from",
  deleted_at: instant("n.deleted"),
  deleted_text: "n.deleted",
  placeholder: "n.placeholder",
  first_event_at: instant("n.first_event"),
  first_event_text: "n.first_event",
  last_event_at: instant("n.last_event"),
  last_event_text: "n.last_event",
  mark: "n.mark",
  updated_at: "clock_timestamp()",
}
const NAMES = Prisma.raw(Object.keys(WRITTEN).join(", "))
const VALUES = Prisma.raw(Object.values(WRITTEN).join(", "))

/** Orders as a relation `n`, with their places from 1. */
function orderRows(orders: readonly Order[], rules: Rules): Prisma.Sql {
  const { column, codes, messagingStates } = orderColumns(orders, rules)
  return Prisma.sql`
    unnest(
      ${column("id")}::uuid[], ${column("support_key")}::text[], ${column("customer_reference")}::text[], ${column("status_value")}::text[],
      ${column("status_details")}::text[], ${codes}::text[], ${column("status_since_text")}::text[], ${column("messaging")}::text[],
      ${messagingStates}::text[], ${column("court")}::text[], ${column("deleted_text")}::text[], ${column("placeholder")}::boolean[],
      ${column("first_event_text")}::text[], ${column("last_event_text")}::text[], ${column("mark")}::text[],
      ${column("messaging_since_text")}::text[], ${column("attention_court")}::text[], ${column("attention_needs")}::boolean[],
      ${column("due_at")}::timestamptz[], ${column("watch_from")}::timestamptz[]
    ) WITH ORDINALITY AS n(id, support_key, customer_reference, status_value, status_details, codes, status_since, messaging,
           messaging_status, court, deleted, placeholder, first_event, last_event, mark,
           messaging_since, attention_court, attention_needs, due_at, watch_from, place)`
}

/** The statement that writes orders that are there, where `condition` holds. */
export function updateOrders(orders: readonly Order[], rules: Rules, condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`UPDATE orders o SET (${NAMES}) = ROW(${VALUES}) FROM ${orderRows(orders, rules)} WHERE o.id = n.id AND ${condition}`
}

/** The statement that writes orders that are not there yet, one after the other, where `condition` holds; one that is there after all stays as it is. */
export function insertOrders(orders: readonly Order[], rules: Rules, condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO orders (id, ${NAMES}) SELECT n.id, ${VALUES} FROM ${orderRows(orders, rules)} WHERE ${condition} ORDER BY n.place
    ON CONFLICT DO NOTHING RETURNING id`
}
