import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { editDistance } from "#lib/format/edit-distance.ts"
import { nearestNames } from "#lib/format/nearest-names.ts"

describe("the distance of two texts is how many single mistakes lie between them", () => {
  test.each([
    ["", "", 0],
    ["", "abc", 3],
    ["abc", "", 3],
    ["sr_98f022", "sr_98f022", 0],
    ["sr_98f022", "sr_98f023", 1],
    ["sr_98f022", "sr_98f22", 1],
    ["sr_98f022", "sr_98f0222", 1],
    ["sr_98f022", "sr_89f022", 1],
    ["ab", "ba", 1],
    ["kitten", "sitting", 3],
  ])("%j and %j: %i", (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance)
    expect(editDistance(b, a)).toBe(distance)
  })

  test("it is never more than the longer text, nor less than the difference in length", () => {
    const text = fc.string({ maxLength: 12 })
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [x, y] = [[...a].length, [...b].length]
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(x, y))
        expect(editDistance(a, b)).toBeGreaterThanOrEqual(Math.abs(x - y))
      }),
    )
  })
})

describe("the nearest of some orders", () => {
  const order = (support_key: string) => ({ id: `id of ${support_key}`, support_key, customer_reference: null, status: null })

  test("come likeliest first, and those that nobody can have meant not at all", () => {
    const near = nearestNames(" SR_98F023 ", ["sr_zzzzzz", "sr_98f0ff", "sr_98f022", "sr_111111"].map(order))
    expect(near.map(({ support_key }) => support_key)).toEqual(["sr_98f022", "sr_98f0ff"])
  })
})
