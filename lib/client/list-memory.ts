/** The list that an order was opened from: the order's page walks it, and leads back to it. */
export type RememberedList = {
  /** Where the list stands: path and query. */
  readonly href: string
  /** The orders in their places. */
  readonly ids: readonly string[]
  /** Where the list goes on after them; null where it ends. */
  readonly more: string | null
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

/** What is kept of the last list, as text; empty where nothing is. */
export function keptList(): string {
  try {
    return sessionStorage.getItem(LIST) ?? ""
  } catch {
    return ""
  }
}

const isOwnPath = (value: unknown): value is string => typeof value === "string" && value.startsWith("/") && !value.startsWith("//")

/** The list in such a text; whatever else stands there is none. */
export function parseKeptList(kept: string): RememberedList | null {
  try {
    const { href, ids, more, at } = JSON.parse(kept) as Partial<Record<keyof RememberedList, unknown>>
    if (!isOwnPath(href) || !Array.isArray(ids)) return null
    return { href, ids: ids.filter((id): id is string => typeof id === "string"), more: isOwnPath(more) ? more : null, at: Number(at) }
  } catch {
    return null
  }
}

export function rememberList({ opened, ...list }: Omit<RememberedList, "at"> & { readonly opened: string }): void {
  keep(LIST, { ...list, at: Date.now() })
  rememberRow(list.href, opened)
}

/** The order that the reader is at now, of those of a list. */
export function rememberRow(href: string, id: string): void {
  keep(ROW, { href, id })
}

/** The order that the reader was at last, of those of a list, once. */
export function takeOpenedRow(href: string): string | null {
  try {
    const row = JSON.parse(sessionStorage.getItem(ROW) ?? "null") as { href: string; id: string } | null
    if (row?.href !== href) return null
    sessionStorage.removeItem(ROW)
    return row.id
  } catch {
    return null
  }
}
