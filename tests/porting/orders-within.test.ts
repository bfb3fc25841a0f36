import fc from "fast-check"
import { expect, test } from "vitest"
import { ordersWithin } from "#lib/porting/orders-within.ts"

const movesOf = (text: string) => text.split(" ").map((move) => ({ from: move.charAt(0), to: move.charAt(2) }))
const near = (moves: string, up: number, down: number, start = "c"): string =>
  ordersWithin({ start, moves: movesOf(moves), up, down }).join("")
const CHAIN = "a>b b>c c>d d>e"

test("steps up go against the moves, steps down along them, the nearest first", () => {
  expect(near(CHAIN, 1, 0)).toBe("cb")
  expect(near(CHAIN, 0, 1)).toBe("cd")
  expect(near(CHAIN, 2, 1)).toBe("cbda")
  expect(near(CHAIN, 0, 0)).toBe("c")
})

test("one step each way finds the parents' other children and the children's other parents", () => {
  expect(near("a>c a>b c>d e>d", 1, 1)).toBe("cadbe")
  expect(near("a>c a>b c>d e>d", 1, 0)).toBe("ca")
})

test("a way that spends fewer steps of one kind goes further that way, though it came later", () => {
  expect(near("c>x x>y c>a b>a b>x", 1, 2)).toBe("caxby")
})

test("cycles and self loops end", () => {
  expect(near("c>c c>d d>c d>e e>c", 9, 9)).toBe("cde")
})

test("without a bound it is the whole component", () => {
  const letter = fc.constantFrom(..."abcdefghij")
  fc.assert(
    fc.property(fc.array(fc.record({ from: letter, to: letter }), { maxLength: 20 }), (moves) => {
      const found = new Set(["a"])
      for (let before = 0; before < found.size; ) {
        before = found.size
        for (const { from, to } of moves) if (found.has(from) || found.has(to)) found.add(from).add(to)
      }
      const all = ordersWithin({ start: "a", moves, up: Number.POSITIVE_INFINITY, down: Number.POSITIVE_INFINITY })
      expect(new Set(all)).toEqual(found)
      expect(all.length).toBe(found.size)
    }),
  )
})
