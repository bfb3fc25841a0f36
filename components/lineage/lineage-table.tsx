"use client"

import type { LineageOrder } from "#lib/contract.ts"
import { countText } from "#lib/format/count-text.ts"
import type { ShownMove } from "#lib/format/lineage-shown.ts"
import { LineageRow } from "./lineage-row.tsx"

const COLUMNS = ["From", "To", "Numbers", "Events", "First", "Last", "Cycle"]

type TableProps = {
  readonly focus: string
  readonly orders: readonly LineageOrder[]
  readonly moves: readonly ShownMove[]
  /** How many there are in all. */
  readonly total: number
  /** Where those are that are not here. */
  readonly whole: string
}

/** The same moves as the graph shows, the first one first. A client component, so that its rows are sent once. */
export function LineageTable({ focus, orders, moves, total, whole }: TableProps) {
  const byId = new Map(orders.map((order) => [order.id, order]))
  return (
    <>
      <table className="rows">
        <caption className="sr-only">Moves of numbers between orders, the first one first</caption>
        <thead>
          <tr>
            {COLUMNS.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {moves.map((move) => (
            <LineageRow key={`${move.from} ${move.to}`} move={move} orders={byId} focus={focus} />
          ))}
        </tbody>
      </table>
      {moves.length < total && (
        <p className="text-sm text-text-2">
          The first {countText(moves.length)} of {countText(total)} moves.{" "}
          <a href={whole} className="inline-flex min-h-6 items-center">
            All of them
          </a>
        </p>
      )}
    </>
  )
}
