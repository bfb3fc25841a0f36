import type { Point } from "./route-returns.ts"

const RADIUS = 10

const fix = (value: number): number => Math.round(value * 10) / 10
const pair = ({ x, y }: Point): string => `${fix(x)} ${fix(y)}`

/** Through all the points, level in each of them. */
export function curvedPath(points: readonly Point[]): string {
  const [first, ...rest] = points
  if (!first) return ""
  const parts = rest.map((point, index) => {
    const before = points[index] ?? point
    const middle = (before.x + point.x) / 2
    return `C${pair({ x: middle, y: before.y })} ${pair({ x: middle, y: point.y })} ${pair(point)}`
  })
  return `M${pair(first)}${parts.join("")}`
}

/** A point on the way from one to another, not beyond the half of it. */
function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1
  const part = Math.min(RADIUS, length / 2) / length
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }
}

/** Straight from corner to corner, the corners rounded. */
export function corneredPath(points: readonly Point[]): string {
  const turns = points.slice(1, -1).map((corner, index) => {
    const [before, after] = [points[index] ?? corner, points[index + 2] ?? corner]
    return `L${pair(towards(corner, before))}Q${pair(corner)} ${pair(towards(corner, after))}`
  })
  const [first, last] = [points[0], points.at(-1)]
  return first && last ? `M${pair(first)}${turns.join("")}L${pair(last)}` : ""
}

/** A line's width by how many numbers moved: 1 px for one, 6 px from a thousand. */
export const edgeWidth = (count: number): number => Math.round(Math.min(6, 1 + Math.log2(count) / 2) * 100) / 100
