import type { Viewer } from "#lib/access/roles.ts"
import type { FacetsJson, FoundOrderJson, OrderListJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { findMissingNames } from "./find-missing-names.ts"
import { getFacets } from "./get-facets.ts"
import { listOrders } from "./list-orders.ts"
import { nearestOrders } from "./nearest-orders.ts"
import { orderFilterSchema } from "./order-filter.ts"
import { type RawQuery, readLeniently } from "./read-query.ts"
import { spokenKey } from "./spoken-key.ts"

export type OrdersPage = {
  readonly list: OrderListJson
  readonly facets: FacetsJson
  /** Names asked for that no order has. */
  readonly missing: readonly string[]
  /** Where a search finds none: orders that are called alike. */
  readonly alike: readonly FoundOrderJson[]
  /** The query as far as it is allowed, in the URL's words. */
  readonly given: URLSearchParams
  /** What of the query was passed over, and what is allowed. */
  readonly notes: readonly string[]
  /** Nothing has ever come. */
  readonly isFirstRun: boolean
}

async function isNothingThere(): Promise<boolean> {
  type Row = { readonly nothing: boolean }
  const [row] = await readDb().$queryRaw<Row[]>`SELECT NOT EXISTS (SELECT 1 FROM events WHERE state = 'applied') AS nothing`
  return row?.nothing ?? false
}

/** All that the list's page shows. What its URL asks wrongly is passed over and told: a page is never refused. */
export async function readOrdersPage(viewer: Viewer, raw: RawQuery): Promise<OrdersPage> {
  const { query, given, notes } = readLeniently(orderFilterSchema, raw)
  const filter = { ...query, include: ["attention", "split_cycle"] }
  // One after the other: a page must not take all of the screens' connections at once.
  const asked = await listOrders(viewer, filter)
  const [facets, missing] = await Promise.all([getFacets(viewer, query), findMissingNames(viewer, query)])
  const isFirstRun = asked.ok && asked.query.data.length === 0 && (await isNothingThere())
  const alike = asked.ok && asked.query.data.length === 0 && query.q ? await nearestOrders(viewer, spokenKey(query.q) ?? query.q) : []
  if (asked.ok) return { list: asked.query, facets, missing, alike, given, notes, isFirstRun }
  const { cursor: _refused, ...first } = filter
  const list = await listOrders(viewer, first)
  if (!list.ok) throw new Error(list.problem)
  given.delete("cursor")
  return { list: list.query, facets, missing, alike, given, notes: [...notes, `${asked.problem} This is the first page.`], isFirstRun }
}
