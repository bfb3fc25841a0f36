/** The columns that the order list can show beside the support key, which is always first. */
const COLUMNS = {
  status: "Status",
  why: "Why",
  court: "Court",
  clock: "Clock",
  sms: "SMS",
  split: "Split",
  last_event: "Last event",
  since: "In status since",
  reference: "Customer reference",
  comments: "Comments",
  first_event: "First event",
} as const

export type OrderColumn = keyof typeof COLUMNS

export const ALL_COLUMNS = Object.keys(COLUMNS) as readonly OrderColumn[]
const DEFAULT_COLUMNS: readonly OrderColumn[] = ["status", "why", "court", "clock", "sms", "split", "last_event"]

export const columnTitle = (column: OrderColumn): string => COLUMNS[column]

const columnOf = (name: string): OrderColumn | null => ALL_COLUMNS.find((column) => column === name) ?? null

/** The columns that a URL chooses, in its order, and what it names that is none. */
export function readColumns(text: string | null): { readonly columns: readonly OrderColumn[]; readonly unknown: readonly string[] } {
  const names = [...new Set((text ?? "").split(",").filter(Boolean))]
  const columns = names.flatMap((name) => columnOf(name) ?? [])
  const unknown = names.filter((name) => columnOf(name) === null)
  return { columns: columns.length > 0 ? columns : DEFAULT_COLUMNS, unknown }
}

/** Columns as a URL names them; null where they are the usual ones. */
export function columnsText(columns: readonly OrderColumn[]): string | null {
  const text = columns.join(",")
  return text === "" || text === DEFAULT_COLUMNS.join(",") ? null : text
}

/** Columns with one moved a place to the front or the end: `why:up`, `why:down`. */
export function movedColumns(columns: readonly OrderColumn[], move: string): readonly OrderColumn[] {
  const [name = "", direction] = move.split(":")
  const from = (columns as readonly string[]).indexOf(name)
  const to = direction === "up" ? from - 1 : from + 1
  if (from < 0 || to < 0 || to >= columns.length) return columns
  const moved = [...columns]
  moved.splice(to, 0, ...moved.splice(from, 1))
  return moved
}
