import fc from "fast-check"
import { expect, test } from "vitest"
import { choiceOf, filterValueText, parseFilterValue } from "#lib/porting/filter-value.ts"

test.each([
  ["x", "x", false],
  ["-x", "x", true],
  ["--x", "-x", false],
  ["---x", "-x", true],
  ["----x", "--x", false],
  ["x-y", "x-y", false],
  ["-", "-", false],
  ["--", "--", false],
])("%s asks for %s, negated: %s", (text, value, not) => expect(parseFilterValue(text)).toEqual({ value, not }))

test("every value can be asked for, and all but it", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: fc.constantFrom("-", "a", "é") }), fc.boolean(), (value, not) => {
      fc.pre(/[^-]/.test(value))
      expect(parseFilterValue(filterValueText({ value, not }))).toEqual({ value, not })
    }),
  )
})

test("a filter's values are any of some and none of others", () => {
  expect(choiceOf(["a", "-b", "--c"])).toEqual({ any: ["a", "-c"], none: ["b"] })
})
