import { describe, expect, test } from "vitest"
import { ordersTouched } from "#lib/porting/event.ts"
import { foldSplits } from "#lib/porting/lineage.ts"
import { eventOf } from "../support/events.ts"
import { permutations } from "../support/fixtures.ts"
import { ORDER, OTHER_ORDER, sentSplit } from "../support/sent.ts"

const count = (bodies: readonly Uint8Array[], from = ORDER, to = OTHER_ORDER): number =>
  foldSplits(bodies.map(eventOf)).filter((member) => member.from === from && member.to === to).length

describe("a split edge", () => {
  test("counts events that list no numbers, one each, repeats aside", () => {
    const one = sentSplit(ORDER, OTHER_ORDER, { id: "1" })
    expect(count([one, one, sentSplit(ORDER, OTHER_ORDER, { id: "2" }), sentSplit(ORDER, OTHER_ORDER, { id: "3", numbers: [] })])).toBe(3)
  })

  test("counts distinct numbers over the events that list any", () => {
    expect(
      count([sentSplit(ORDER, OTHER_ORDER, { numbers: ["a", "b", "a"] }), sentSplit(ORDER, OTHER_ORDER, { numbers: ["b", "c"] })]),
    ).toBe(3)
  })

  test("counts both ways of telling together", () => {
    expect(count([sentSplit(ORDER, OTHER_ORDER, { numbers: ["a", "b"] }), sentSplit(ORDER, OTHER_ORDER)])).toBe(3)
  })

  test("a list without one readable id lists none", () => {
    expect(count([sentSplit(ORDER, OTHER_ORDER, { more: { porting_phone_numbers: [5, null, { id: 7 }] } })])).toBe(1)
    expect(count([sentSplit(ORDER, OTHER_ORDER, { more: { porting_phone_numbers: "many" } })])).toBe(1)
  })

  test("has a direction: there and back are two edges, and an order may split into itself", () => {
    const bodies = [sentSplit(ORDER, OTHER_ORDER), sentSplit(OTHER_ORDER, ORDER), sentSplit(ORDER, ORDER)]
    expect([count(bodies), count(bodies, OTHER_ORDER, ORDER), count(bodies, ORDER, ORDER)]).toEqual([1, 1, 1])
  })

  test("touches both its orders, or the one that splits into itself", () => {
    expect(ordersTouched(eventOf(sentSplit(ORDER, OTHER_ORDER)))).toEqual([ORDER, OTHER_ORDER])
    expect(ordersTouched(eventOf(sentSplit(ORDER, ORDER)))).toEqual([ORDER])
  })

  test("of a future event does not exist", () => {
    expect(foldSplits([{ ...eventOf(sentSplit(ORDER, OTHER_ORDER)), future: true }])).toEqual([])
  })

  test("keeps no more decimals of a time than anybody reads: each number has it", () => {
    const at = `2024-05-01T00:00:00.${"123456789".repeat(100)}Z`
    const [member] = foldSplits([eventOf(sentSplit(ORDER, OTHER_ORDER, { at, numbers: ["a"] }))])
    expect(member?.firstAt.text).toMatch(/^2024-05-01T00:00:00\.123456789[0-9]{34}Z$/)
  })

  test("knows when a number first and last moved, whichever came first", () => {
    const times = ["2024-05-01T10:00:00Z", "2024-05-01T11:00:00Z", "2024-05-01T12:00:00Z"]
    const events = times.map((at) => eventOf(sentSplit(ORDER, OTHER_ORDER, { at, numbers: ["a"] })))
    for (const arrival of permutations(events)) {
      expect(foldSplits(arrival)).toMatchObject([{ firstAt: { text: times[0] }, lastAt: { text: times[2] } }])
    }
  })
})
