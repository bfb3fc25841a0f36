import type { LineageMove, LineageOrder } from "#lib/contract.ts"
import type { LineageShown, ShownMove } from "#lib/format/lineage-shown.ts"

/** At most so many nodes are drawn, "+n more" groups among them: a browser takes no harm from any lineage. */
const MOST_DRAWN = 150

/** Neighbours of a drawn order that are not drawn: those that numbers came from, or went to. */
export type HiddenGroup = {
  readonly anchor: string
  readonly side: "before" | "after"
  readonly orders: number
  readonly count: number
}

export type BoundLineage = {
  readonly orders: readonly LineageOrder[]
  readonly moves: readonly ShownMove[]
  readonly groups: readonly HiddenGroup[]
}

function hiddenBeside(drawn: ReadonlySet<string>, kept: readonly LineageMove[]): HiddenGroup[] {
  const groups = new Map<string, HiddenGroup>()
  for (const { from, to, count } of kept) {
    if (drawn.has(from) === drawn.has(to)) continue
    const [anchor, side] = drawn.has(from) ? ([from, "after"] as const) : ([to, "before"] as const)
    const before = groups.get(`${anchor} ${side}`)
    groups.set(`${anchor} ${side}`, { anchor, side, orders: (before?.orders ?? 0) + 1, count: (before?.count ?? 0) + count })
  }
  return [...groups.values()]
}

/** The nearest orders that fit with the groups beside them; how many is found by halving. */
export function boundLineage({ orders, moves, kept }: Pick<LineageShown, "orders" | "moves" | "kept">): BoundLineage {
  const drawing = (room: number): BoundLineage => {
    const drawn = orders.slice(0, room)
    const ids = new Set(drawn.map(({ id }) => id))
    return { orders: drawn, moves: moves.filter(({ from, to }) => ids.has(from) && ids.has(to)), groups: hiddenBeside(ids, kept) }
  }
  let best = drawing(1)
  for (let [low, high] = [2, Math.min(orders.length, MOST_DRAWN)]; low <= high; ) {
    const middle = Math.ceil((low + high) / 2)
    const tried = drawing(middle)
    if (middle + tried.groups.length > MOST_DRAWN) high = middle - 1
    else [best, low] = [tried, middle + 1]
  }
  return best
}
