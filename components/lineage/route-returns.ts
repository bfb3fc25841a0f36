export type Point = { readonly x: number; readonly y: number }
/** A rectangle by its middle. */
export type Box = Point & { readonly width: number; readonly height: number }

const LANE = 24
const APART = 12
const SIDE = 14

type Ends = { readonly from: string; readonly to: string }
type Lane = { readonly left: number; readonly right: number; readonly y: number }
type Routed = { readonly points: readonly Point[]; readonly at: Point }

/** The deepest thing between two columns. */
function bottomBetween(left: number, right: number, boxes: Iterable<Box>, taken: readonly Point[]): number {
  const depths = [...boxes].filter((box) => box.x + box.width / 2 >= left && box.x - box.width / 2 <= right)
  const passing = taken.filter(({ x }) => x >= left && x <= right)
  return Math.max(0, ...depths.map((box) => box.y + box.height / 2), ...passing.map(({ y }) => y))
}

function freeLane(left: number, right: number, top: number, lanes: readonly Lane[]): number {
  const beside = lanes.filter((lane) => lane.left <= right && lane.right >= left).map(({ y }) => y)
  let y = top + LANE
  while (beside.some((taken) => Math.abs(taken - y) < LANE)) y += LANE
  return y
}

/** Down from an order's foot; where another stands below it, out of its side first. */
function descent(box: Box, boxes: Iterable<Box>, side: 1 | -1, nth: number): Point[] {
  const isLowest = [...boxes].every((other) => Math.abs(other.x - box.x) > box.width / 2 || other.y <= box.y)
  if (isLowest) return [{ x: box.x + side * (30 + nth * APART), y: box.y + box.height / 2 }]
  const edge = box.x + (side * box.width) / 2
  const y = box.y + SIDE
  return [
    { x: edge, y },
    { x: edge + side * (SIDE + nth * 4), y },
  ]
}

/**
 * The ways back: each leaves below its order, runs in a lane of its own under all that stands between, and comes up
 * below the order that it leads to. Short ones first, so that they lie inside the long ones.
 */
export function routeReturns<Move extends { readonly move: Ends }>(
  moves: readonly Move[],
  boxes: ReadonlyMap<string, Box>,
  taken: readonly Point[],
): (Move & Routed)[] {
  const spans = moves.flatMap((one) => {
    const [from, to] = [boxes.get(one.move.from), boxes.get(one.move.to)]
    return from && to ? [{ one, from, to }] : []
  })
  const lanes: Lane[] = []
  const ends = new Map<string, number>()
  const nthAt = (id: string): number => {
    const nth = ends.get(id) ?? 0
    ends.set(id, nth + 1)
    return nth
  }
  const all = [...boxes.values()]
  return spans
    .toSorted((a, b) => Math.abs(a.from.x - a.to.x) - Math.abs(b.from.x - b.to.x))
    .map(({ one, from, to }) => {
      const down = descent(from, all, 1, nthAt(`${one.move.from} out`))
      const up = descent(to, all, -1, nthAt(`${one.move.to} in`)).toReversed()
      const [start = 0, end = 0] = [down.at(-1)?.x, up[0]?.x]
      const [left, right] = [Math.min(start, end), Math.max(start, end)]
      const y = freeLane(left, right, bottomBetween(left, right, all, taken), lanes)
      lanes.push({ left, right, y })
      return { ...one, points: [...down, { x: start, y }, { x: end, y }, ...up], at: { x: (start + end) / 2, y } }
    })
}
