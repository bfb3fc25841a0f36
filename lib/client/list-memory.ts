/** The list that an order was opened from: the order's page walks it, and leads back to it. */
export type RememberedList = {
  /** The query of the list's page. */
  readonly query: string
  /** The orders in their places. */
  readonly ids: readonly string[]
  /** When it was left, in milliseconds since 1970. */
  readonly at: number
}

const LIST = "portline.list"
const ROW = "portline.list.row"

/** A browser may refuse to keep anything: then nothing is remembered. */
function keep(name: string, value: unknown): void {
  try {
    sessionStorage.setItem(name, JSON.stringify(value))
  } catch {}
}

export function rememberList({ query, ids, opened }: { query: string; ids: readonly string[]; opened: string }): void {
  const list: RememberedList = { query, ids, at: Date.now() }
  keep(LIST, list)
  keep(ROW, { query, id: opened })
}

/** The order that was opened last from a list, once. */
export function takeOpenedRow(query: string): string | null {
  try {
    const row = JSON.parse(sessionStorage.getItem(ROW) ?? "null") as { query: string; id: string } | null
    if (row?.query !== query) return null
    sessionStorage.removeItem(ROW)
    return row.id
  } catch {
    return null
  }
}
