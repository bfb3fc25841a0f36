import fc from "fast-check"
import { expect, test } from "vitest"
import { ordersOnCycles } from "#lib/porting/on-cycles.ts"

type Move = { readonly from: string; readonly to: string }

/** By the definition: whatever is reached from an order, and the order among it. */
function byWalking(moves: readonly Move[]): Set<string> {
  const reached = (start: string): Set<string> => {
    const seen = new Set<string>()
    const open = [start]
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const { from, to } of moves)
        if (from === at && !seen.has(to)) {
          seen.add(to)
          open.push(to)
        }
    return seen
  }
  return new Set(moves.flatMap(({ from, to }) => [from, to]).filter((order) => reached(order).has(order)))
}

const order = fc.constantFrom(..."abcdefgh")

test("an order is on a cycle just where numbers that left it reach it again", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ from: order, to: order }), { maxLength: 14 }), (moves) => {
      expect(new Set(ordersOnCycles(moves))).toEqual(byWalking(moves))
    }),
    { numRuns: 1_000 },
  )
})

test("a way of a hundred thousand orders is no cycle, and its last move back makes it one", () => {
  const way = Array.from({ length: 100_000 }, (_, index) => ({ from: `o${index}`, to: `o${index + 1}` }))
  expect(ordersOnCycles(way).size).toBe(0)
  expect(ordersOnCycles([...way, { from: "o100000", to: "o0" }]).size).toBe(100_001)
})
