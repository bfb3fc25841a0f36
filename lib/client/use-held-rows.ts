import { useState } from "react"

type Held<Row> = { readonly initial: readonly Row[]; readonly rows: readonly Row[] }
export type HeldRows<Row> = {
  readonly rows: readonly Row[]
  /** The same rows as they were when they came to be shown. */
  readonly first: readonly Row[]
  /** How many rows the latest answer has that are not shown. */
  readonly waiting: number
  readonly show: () => void
}

/** Rows that keep their places and change in them; what the latest answer adds waits until it is asked for. */
export function useHeldRows<Row>(initial: readonly Row[], latest: readonly Row[], keyOf: (row: Row) => string): HeldRows<Row> {
  const [kept, setKept] = useState<Held<Row>>({ initial, rows: initial })
  const held = kept.initial === initial ? kept : { initial, rows: initial }
  if (held !== kept) setKept(held)
  const byKey = new Map(latest.map((row) => [keyOf(row), row]))
  const shown = new Set(held.rows.map(keyOf))
  return {
    rows: held.rows.map((row) => byKey.get(keyOf(row)) ?? row),
    first: held.rows,
    waiting: latest.filter((row) => !shown.has(keyOf(row))).length,
    show: () => setKept({ initial, rows: latest }),
  }
}
