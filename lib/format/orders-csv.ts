import type { OrderJson } from "#lib/contract.ts"
import { type CsvValue, csvLine } from "./csv-line.ts"

const COLUMNS: readonly (readonly [string, (order: OrderJson) => CsvValue])[] = [
  ["id", ({ id }) => id],
  ["support_key", ({ support_key }) => support_key],
  ["customer_reference", ({ customer_reference }) => customer_reference],
  ["status", ({ status }) => status?.value ?? null],
  ["exception_codes", ({ status }) => (status?.details ?? []).flatMap(({ code }) => code ?? []).join(";")],
  ["court", ({ court }) => court],
  ["due_at", ({ attention }) => attention?.due_at ?? null],
  ["messaging", ({ messaging }) => messaging?.messaging_port_status ?? null],
  ["split_from_count", ({ split_from }) => split_from.length],
  ["split_to_count", ({ split_to }) => split_to.length],
  ["comments_count", ({ comments_count }) => comments_count],
  ["status_since", ({ status_since }) => status_since],
  ["first_event_at", ({ first_event_at }) => first_event_at],
  ["last_event_at", ({ last_event_at }) => last_event_at],
  ["updated_at", ({ updated_at }) => updated_at],
]

export const ordersCsvHead = (): string => csvLine(COLUMNS.map(([name]) => name))

/** Orders as records of a CSV file, in the API's names. */
export function ordersCsv(orders: readonly OrderJson[]): string {
  return orders.map((order) => csvLine(COLUMNS.map(([, value]) => value(order)))).join("")
}
