import type { LineageDetail, LineageMove, LineageOrder } from "#lib/contract.ts"
import { parseInstant } from "#lib/porting/instant.ts"
import { type MoveKind, moveKey, moveKinds } from "#lib/porting/move-kinds.ts"
import { ordersWithin } from "#lib/porting/orders-within.ts"
import type { LineageQuery } from "./lineage-query.ts"
import { shortOrderName } from "./order-name.ts"

/** A move as the page tells it. `net`: what is left of it when what moved back is taken off, on the greater of the two. */
export type ShownMove = LineageMove & { readonly kind: MoveKind; readonly net: number | null }

/** What a lineage page shows. */
export type LineageShown = {
  readonly focus: string
  /** Nearest first. */
  readonly orders: readonly LineageOrder[]
  /** The first move first. */
  readonly moves: readonly ShownMove[]
  /** Moves that count enough, those to orders that are not shown too. */
  readonly kept: readonly LineageMove[]
}

/** By the moment of the first move, then by how the orders are called. */
function inTime(detail: LineageDetail): LineageMove[] {
  const names = new Map(detail.nodes.map((node) => [node.id, shortOrderName(node)]))
  const keyOf = ({ from, to, first_at }: LineageMove) => ({
    micros: parseInstant(first_at)?.micros ?? 0n,
    name: `${names.get(from)} ${names.get(to)} ${from} ${to}`,
  })
  return detail.edges
    .map((edge) => ({ edge, ...keyOf(edge) }))
    .sort((a, b) => (a.micros !== b.micros ? (a.micros < b.micros ? -1 : 1) : a.name < b.name ? -1 : 1))
    .map(({ edge }) => edge)
}

function netOf(move: LineageMove, reverse: LineageMove | undefined, kind: MoveKind): number | null {
  if (reverse === undefined || kind === "self" || reverse.count > move.count) return null
  return reverse.count === move.count && kind === "back" ? null : move.count - reverse.count
}

/** The part of a family that lies near enough to one order, over moves of enough numbers. */
export function lineageShown(detail: LineageDetail, focus: string, { up, down, min }: LineageQuery): LineageShown {
  const kept = inTime(detail).filter(({ count }) => count >= min)
  const byId = new Map(detail.nodes.map((node) => [node.id, node]))
  const orders = ordersWithin({ start: focus, moves: kept, up, down }).flatMap((id) => byId.get(id) ?? [])
  const ids = new Set(orders.map(({ id }) => id))
  const within = kept.filter(({ from, to }) => ids.has(from) && ids.has(to))
  const kinds = moveKinds(within)
  const byKey = new Map(within.map((move) => [moveKey(move), move]))
  const moves = within.map((move) => {
    const kind = kinds.get(moveKey(move)) ?? "forward"
    return { ...move, kind, net: netOf(move, byKey.get(`${move.to} ${move.from}`), kind) }
  })
  return { focus, orders, moves, kept }
}
