import fc from "fast-check"
import { expect, test } from "vitest"
import { moveKinds } from "#lib/porting/move-kinds.ts"

const movesOf = (text: string) => text.split(" ").map((move) => ({ from: move.charAt(0), to: move.charAt(2) }))
const kinds = (moves: string): string => [...moveKinds(movesOf(moves)).values()].join(" ")

test("a chain, several parents and a diamond hold no cycle", () => {
  expect(kinds("a>b b>c")).toBe("forward forward")
  expect(kinds("a>c b>c")).toBe("forward forward")
  expect(kinds("a>b a>c b>d c>d")).toBe("forward forward forward forward")
})

test("the later move that leads to where an earlier one began goes back", () => {
  expect(kinds("a>b b>a")).toBe("cycle back")
  expect(kinds("b>a a>b")).toBe("cycle back")
  expect(kinds("a>b b>c c>a c>d")).toBe("cycle cycle back forward")
})

test("a move within one order is of its own kind, and closes no cycle", () => {
  expect(kinds("a>a a>b")).toBe("self forward")
})

test("without those that go back and those to themselves, no moves run in a circle", () => {
  const letter = fc.constantFrom(..."abcdef")
  const moves = fc.uniqueArray(fc.record({ from: letter, to: letter }), { selector: ({ from, to }) => from + to, maxLength: 25 })
  fc.assert(
    fc.property(moves, (some) => {
      const found = moveKinds(some)
      let onward = some.filter(({ from, to }) => !["back", "self"].includes(found.get(`${from} ${to}`) ?? ""))
      for (let before = -1; before !== onward.length; ) {
        before = onward.length
        const sources = new Set(onward.map(({ from }) => from))
        onward = onward.filter(({ to }) => sources.has(to))
      }
      expect(onward).toEqual([])
    }),
  )
})
