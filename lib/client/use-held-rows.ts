import { useState } from "react"

type Page<Row> = { readonly data: readonly Row[]; readonly next_cursor: string | null }
type Held<Row> = { readonly initial: Page<Row>; readonly page: Page<Row> }
export type HeldRows<Row> = {
  readonly rows: readonly Row[]
  /** The same rows as they were when they came to be shown. */
  readonly first: readonly Row[]
  /** Where the page after these rows begins. */
  readonly nextCursor: string | null
  /** How many rows the latest answer has that are not shown. */
  readonly waiting: number
  readonly show: () => void
}

/** A page whose rows keep their places and change in them; what the latest answer adds waits until it is asked for. */
export function useHeldRows<Row>(initial: Page<Row>, latest: Page<Row>, keyOf: (row: Row) => string): HeldRows<Row> {
  const [kept, setKept] = useState<Held<Row>>({ initial, page: initial })
  const held = kept.initial === initial ? kept : { initial, page: initial }
  if (held !== kept) setKept(held)
  const byKey = new Map(latest.data.map((row) => [keyOf(row), row]))
  const shown = new Set(held.page.data.map(keyOf))
  return {
    rows: held.page.data.map((row) => byKey.get(keyOf(row)) ?? row),
    first: held.page.data,
    nextCursor: held.page.next_cursor,
    waiting: latest.data.filter((row) => !shown.has(keyOf(row))).length,
    show: () => setKept({ initial, page: latest }),
  }
}
