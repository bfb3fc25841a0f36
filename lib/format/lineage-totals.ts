import { countText, plural } from "./count-text.ts"

export type LineageSum = {
  readonly orders: readonly unknown[]
  readonly moves: readonly { readonly count: number }[]
  /** Orders of the family that are known and not among these. */
  readonly more: number
  /** Whether the family was cut at its bound. */
  readonly truncated: boolean
}

/** "6 orders · 31 numbers moved", of what is shown, and what is not. */
export function lineageTotals({ orders, moves, more, truncated }: LineageSum): string {
  const moved = moves.reduce((sum, { count }) => sum + count, 0)
  const parts = [plural(orders.length, "order"), `${plural(moved, "number")} moved`]
  if (more > 0) parts.push(`${countText(more)} more not shown here`)
  if (truncated) parts.push("only the nearest 500 orders are looked at")
  return parts.join(" · ")
}
