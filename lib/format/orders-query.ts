import { isTidy, listQuery, type RawQuery } from "./list-query.ts"
import { ALL_COLUMNS, columnsText, movedColumns, type OrderColumn, readColumns } from "./order-columns.ts"
import { type IsKnown, pastedFilter, pastedLines } from "./pasted-names.ts"

/** What the list's URL holds beside the API's own names: how it looks, not which orders. */
const LOOKS = ["cols", "density"] as const
const PAGE_ONLY: readonly string[] = LOOKS

/** The API's part of a page's query. */
export function apiQuery(query: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...query].filter(([name]) => !PAGE_ONLY.includes(name)))
}

/** Which orders a query selects, without how they are listed. */
export function selectionQuery(query: URLSearchParams): URLSearchParams {
  const listing = ["sort", "count", "include", "limit", "cursor"]
  return new URLSearchParams([...apiQuery(query)].filter(([name]) => !listing.includes(name)))
}

const DEFAULT_SORT = "-last_event_at"

/** What a file of the same orders is asked for with: which ones, and sorted as the list is. */
export function exportQuery(query: URLSearchParams): URLSearchParams {
  const asked = selectionQuery(query)
  asked.set("sort", query.get("sort") ?? DEFAULT_SORT)
  return asked
}

export type OrdersPageQuery = {
  readonly query: URLSearchParams
  /** The URL asked for something to be done with it: where it leads. */
  readonly isMoved: boolean
  readonly notes: readonly string[]
}

const first = (value: string | string[] | undefined): string | undefined => [value ?? []].flat()[0]

/** The query of the list's page, with what its forms send along for the server: pasted names, a column moved. */
export function ordersPageQuery(raw: RawQuery, names: readonly string[], isKnown?: IsKnown): OrdersPageQuery {
  const query = listQuery(raw, [...names, ...LOOKS])
  const [paste, move] = [first(raw.paste), first(raw.move)]
  if (move !== undefined) setColumns(query, movedColumns(readColumns(query.get("cols")).columns, move))
  const pasted = paste === undefined ? null : pastedFilter(paste, isKnown)
  if (pasted?.ok) {
    for (const name of ["q", "support_key", "any_key", "cursor"]) query.delete(name)
    query.set(pasted.parameter, pasted.value)
  }
  const notes = pasted && !pasted.ok ? [pasted.problem] : []
  return { query, isMoved: notes.length === 0 && (paste !== undefined || move !== undefined || !isTidy(raw)), notes }
}

/** What was pasted for this page and may be a name as it stands. */
export const pastedFor = (raw: RawQuery): string[] => pastedLines(first(raw.paste) ?? "")

function setColumns(query: URLSearchParams, columns: ReturnType<typeof readColumns>["columns"]): void {
  const text = columnsText(columns)
  if (text === null) query.delete("cols")
  else query.set("cols", text)
}

const SORTS: Readonly<Record<string, string>> = {
  "-last_event_at": "last event, newest first",
  last_event_at: "last event, oldest first",
  due_at: "clock, most urgent first",
  status_since: "longest in status first",
  "-status_since": "shortest in status first",
  support_key: "support key",
  customer_reference: "customer reference",
}

export const SORT_NAMES = Object.keys(SORTS)

/** "last event, newest first" */
export function sortText(sort: string | null): string {
  return SORTS[sort ?? DEFAULT_SORT] ?? ""
}

/** What each row shows beyond the contract's members. */
const INCLUDED = "attention,split_cycle"

/** The queries that a page of orders is made of, as text: the whole list, which orders with what is included, and which orders. */
export function listQueries(query: URLSearchParams): { readonly asked: string; readonly selection: string; readonly matching: string } {
  const asked = apiQuery(query)
  asked.set("include", INCLUDED)
  const matching = selectionQuery(query)
  const selection = new URLSearchParams(matching)
  selection.set("include", INCLUDED)
  return { asked: asked.toString(), selection: selection.toString(), matching: matching.toString() }
}

const DENSITIES = ["comfortable", "compact"] as const
type Density = (typeof DENSITIES)[number]

export type OrdersLook = {
  readonly columns: readonly OrderColumn[]
  readonly density: Density
  /** What of it the URL says. */
  readonly given: URLSearchParams
  readonly notes: readonly string[]
}

/** How the list looks: by its URL, else as usual. What a URL asks wrongly is passed over and told. */
export function ordersLook(query: URLSearchParams, usual: Density): OrdersLook {
  const { columns, unknown } = readColumns(query.get("cols"))
  const asked = query.get("density")
  const density = DENSITIES.find((one) => one === asked)
  const given = new URLSearchParams()
  const cols = columnsText(columns)
  if (cols) given.set("cols", cols)
  if (density) given.set("density", density)
  const notes = [
    ...(unknown.length > 0 ? [`cols=${unknown.join(",")} is passed over. Any of ${ALL_COLUMNS.join(", ")} is allowed.`] : []),
    ...(asked && !density ? [`density=${asked} is passed over. One of ${DENSITIES.join(", ")} is allowed.`] : []),
  ]
  return { columns, density: density ?? usual, given, notes }
}
