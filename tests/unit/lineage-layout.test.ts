import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { boundLineage } from "#components/lineage/bound-lineage.ts"
import { edgeWidth } from "#components/lineage/edge-path.ts"
import { layOutLineage } from "#components/lineage/lay-out-lineage.ts"
import { type WalkPlace, walkLineage } from "#components/lineage/walk-lineage.ts"
import { walkNodes } from "#components/lineage/walk-nodes.ts"
import type { LineageDetail } from "#lib/contract.ts"
import { lineageShown } from "#lib/format/lineage-shown.ts"
import { EVERYTHING, familyFrom } from "../support/lineages.ts"

const bound = (family: LineageDetail, focus: string, query = EVERYTHING) => boundLineage(lineageShown(family, focus, query))
const layOut = (moves: string, focus = "a", query = EVERYTHING) => layOutLineage(bound(familyFrom(moves), focus, query))
const star = (count: number): string => Array.from({ length: count }, (_, index) => `a>leaf${index}:2`).join(" ")

describe("the drawing", () => {
  test("runs from left to right, several parents beside each other", () => {
    const { orders } = layOut("a>c b>c c>d")
    const at = Object.fromEntries(orders.map(({ key, x }) => [key, x]))
    expect(at.a).toBe(at.b)
    expect(at.a).toBeLessThan(at.c ?? 0)
    expect(at.c).toBeLessThan(at.d ?? 0)
  })

  test("leads what came back later below all that stands between, and does not let it turn the order around", () => {
    const { orders, moves, returns, height } = layOut("b>c:3 c>d:1 d>b:1", "b")
    const at = Object.fromEntries(orders.map((order) => [order.key, order]))
    expect(at.b?.x).toBeLessThan(at.d?.x ?? 0)
    expect(moves.map(({ label }) => label)).toEqual(["3", "1"])
    expect(returns.map(({ label }) => label)).toEqual(["1 back"])
    const lowest = Math.max(...orders.map(({ y, height: tall }) => y + tall / 2))
    expect(returns[0]?.at.y).toBeGreaterThan(lowest)
    expect(height).toBeGreaterThan(returns[0]?.at.y ?? 0)
  })

  test("gives ways back that would meet lanes of their own", () => {
    const { returns } = layOut("a>b b>c c>a c>b b>a")
    expect(new Set(returns.map(({ at }) => at.y)).size).toBe(returns.length)
  })

  test("draws there and back as two lines, with what is left on the greater", () => {
    const { moves, returns } = layOut("a>b:3 b>a:1")
    expect([...moves, ...returns].map(({ label }) => label)).toEqual(["3 · net 2", "1 back"])
  })

  test("draws an order that split into itself as a loop, alone too", () => {
    expect(layOut("a>a:2")).toMatchObject({ orders: [{ key: "a" }], moves: [], loops: [{ move: { count: 2 } }] })
  })

  test("makes lines from 1 to 6 px wide by the logarithm of their count", () => {
    expect([1, 2, 8, 1_024, 1_000_000].map(edgeWidth)).toEqual([1, 1.5, 2.5, 6, 6])
  })
})

describe("the bound", () => {
  test("draws 150 nodes at most, the groups of those left out among them", () => {
    const { orders, groups } = bound(familyFrom(star(400)), "a")
    expect(orders.length + groups.length).toBe(150)
    expect(groups).toEqual([{ anchor: "a", side: "after", orders: 252, count: 504 }])
  })

  test("draws all of what fits", () => {
    expect(bound(familyFrom(star(149)), "a")).toMatchObject({ orders: { length: 150 }, groups: [] })
  })

  test("stands for what lies further off than asked, on either side", () => {
    const { orders, groups } = bound(familyFrom("x>a a>b b>c:3 b>d"), "a", { ...EVERYTHING, up: 0, down: 1 })
    expect(orders.map(({ id }) => id)).toEqual(["a", "b"])
    expect(groups).toEqual([
      { anchor: "a", side: "before", orders: 1, count: 1 },
      { anchor: "b", side: "after", orders: 2, count: 4 },
    ])
  })

  test("holds for every family, whose own order is always drawn", () => {
    const order = fc.integer({ min: 0, max: 300 }).map((number) => `o${number}`)
    const moves = fc.array(fc.tuple(order, order), { minLength: 1, maxLength: 400 })
    fc.assert(
      fc.property(moves, (some) => {
        const texts = [...new Set(some.map(([from, to]) => `${from}>${to}`))]
        const family = familyFrom(texts.join(" "))
        const { orders, groups } = bound(family, family.nodes[0]?.id ?? "")
        expect(orders.length + groups.length).toBeLessThanOrEqual(150)
        expect(orders[0]?.id).toBe(family.nodes[0]?.id)
      }),
      { numRuns: 30 },
    )
  })
})

describe("the keyboard's walk", () => {
  const nodesOf = (moves: string) => {
    const layout = layOut(moves)
    return { nodes: walkNodes(layout), keys: layout.orders.map(({ key }) => key) }
  }
  const walk = (moves: string, ...pressed: string[]): string => {
    const { nodes, keys } = nodesOf(moves)
    let place: WalkPlace = { at: 0, row: [] }
    for (const key of pressed) place = walkLineage(nodes, place, `Arrow${key}`) ?? place
    return keys[place.at] ?? ""
  }

  test("→ leads to a child and ← to a parent, on a way back where there is no other", () => {
    expect(walk("a>b b>c", "Right", "Right")).toBe("c")
    expect(walk("a>b b>c", "Right", "Right", "Left")).toBe("b")
    expect(walk("a>b b>c c>a", "Left")).toBe("c")
    expect(walk("a>b", "Left")).toBe("a")
  })

  test("↑ and ↓ lead among the children one came to, and among the parents one came back to", () => {
    const seen = new Set([walk("a>b a>c a>d", "Right", "Up"), walk("a>b a>c a>d", "Right"), walk("a>b a>c a>d", "Right", "Down")])
    expect(seen).toEqual(new Set(["b", "c", "d"]))
    expect(walk("a>c b>c", "Right", "Left", "Down")).toBe(walk("a>c b>c", "Down"))
  })

  test("reaches every node of every family", () => {
    const letter = fc.constantFrom(..."abcdefgh")
    fc.assert(
      fc.property(fc.array(fc.tuple(letter, letter), { minLength: 1, maxLength: 14 }), (some) => {
        const texts = [...new Set(some.map(([from, to]) => `${from}>${to}`))]
        const family = familyFrom(texts.join(" "))
        const layout = layOutLineage(bound(family, family.nodes[0]?.id ?? ""))
        const nodes = walkNodes(layout)
        const places: WalkPlace[] = [{ at: 0, row: [] }]
        const known = new Set(["0 "])
        for (const place of places) {
          for (const key of ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"]) {
            const next = walkLineage(nodes, place, key)
            if (next === null || known.has(`${next.at} ${next.row}`)) continue
            known.add(`${next.at} ${next.row}`)
            places.push(next)
          }
        }
        expect(new Set(places.map(({ at }) => at)).size).toBe(layout.orders.length)
      }),
      { numRuns: 60 },
    )
  })
})
