import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { compareText, parseInstant } from "#lib/porting/instant.ts"

describe("a sender's time", () => {
  test.each([
    ["2023-01-11T16:08:31.804886Z", 1673453311804886n, "2023-01-11T16:08:31.804886Z"],
    ["2021-03-19T19:52:13+00:00", 1616183533000000n, "2021-03-19T19:52:13Z"],
    ["2021-03-19T19:52:13.5+05:45", 1616162833500000n, "2021-03-19T14:07:13.5Z"],
    ["2021-01-01T00:30:00-01:00", 1609464600000000n, "2021-01-01T01:30:00Z"],
    ["2016-12-31T23:59:60Z", 1483228800000000n, "2017-01-01T00:00:00Z"],
    ["2020-02-29T00:00:00z", 1582934400000000n, "2020-02-29T00:00:00Z"],
    ["2020-02-29t00:00:00Z", 1582934400000000n, "2020-02-29T00:00:00Z"],
    ["1969-12-31T23:59:59.999999Z", -1n, "1969-12-31T23:59:59.999999Z"],
    ["0001-01-01T00:00:00Z", -62135596800000000n, "0001-01-01T00:00:00Z"],
    ["9999-12-31T23:59:59.999999Z", 253402300799999999n, "9999-12-31T23:59:59.999999Z"],
  ])("%s is read to the microsecond and shown in UTC with its digits", (text, micros, shown) => {
    expect(parseInstant(text)).toEqual({ micros, text: shown })
  })

  test("with nine decimals is ordered by the first six and kept as sent", () => {
    expect(parseInstant("2023-01-11T16:08:31.804886789Z")).toEqual({ micros: 1673453311804886n, text: "2023-01-11T16:08:31.804886789Z" })
  })

  test.each([
    "2023-01-11T16:08:31",
    "2023-01-11",
    "2023-01-11 16:08:31Z",
    "2023-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z",
    "2023-13-01T00:00:00Z",
    "2023-04-31T00:00:00Z",
    "2023-00-01T00:00:00Z",
    "2023-01-00T00:00:00Z",
    "2023-01-01T24:00:00Z",
    "2023-01-01T00:60:00Z",
    "2023-01-01T00:00:61Z",
    "2023-01-01T00:00:00+24:00",
    "2023-01-01T00:00:00+00:60",
    "2023-01-01T00:00:00.Z",
    "0000-01-01T00:00:00Z",
    "0001-01-01T00:00:00+00:01",
    "9999-12-31T23:59:59-00:01",
    "292277-01-01T00:00:00Z",
    "+002023-01-01T00:00:00Z",
    " 2023-01-01T00:00:00Z",
    "",
    "yesterday",
    1673453311,
    null,
    undefined,
    {},
  ])("%j is no time", (value) => {
    expect(parseInstant(value)).toBeNull()
  })
})

describe("text compared by code point", () => {
  test.each([
    ["a", "a", 0],
    ["a", "b", -1],
    ["b", "a", 1],
    ["a", "ab", -1],
    ["\u{1F600}", "\uFFFD", 1],
    ["a\u{1F600}", "a\u{1F601}", -1],
  ])("%j against %j gives %d", (a, b, expected) => {
    expect(compareText(a, b)).toBe(expected)
  })

  test("is in the order of its bytes in UTF-8", () => {
    const texts = fc.string({
      unit: fc.constantFrom("a", "\u{e9}", "\uD7FF", "\uE000", "\uFFFD", "\u{10000}", "\u{1F600}", "\u{1F601}", "\u{10FFFF}"),
      maxLength: 4,
    })
    fc.assert(
      fc.property(texts, texts, (a, b) => compareText(a, b) === Buffer.compare(Buffer.from(a), Buffer.from(b))),
      { numRuns: 2_000 },
    )
  })
})
