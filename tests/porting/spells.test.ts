import { describe, expect, test } from "vitest"
import type { Instant } from "#lib/porting/instant.ts"
import { parseInstant } from "#lib/porting/instant.ts"
import { roundsOf, spellMillis, spellsOf, type ToldState } from "#lib/porting/spells.ts"

function instant(text: string): Instant {
  const read = parseInstant(text)
  if (!read) throw new Error(`No instant: ${text}`)
  return read
}

type State = readonly [value: string, ...codes: string[]]

/** One event a day, in the order given: a state, with the codes of an exception. */
const told = (...states: readonly State[]): ToldState[] =>
  states.map(([value, ...codes], index) => ({
    event: `e${index}`,
    at: instant(`2024-05-${String(index + 1).padStart(2, "0")}T00:00:00.000001Z`),
    value,
    details: codes.map((code) => ({ code, description: null })),
  }))

const said = (...states: readonly State[]): string[] =>
  spellsOf(told(...states)).map(({ value, pass, codes }) => [value, pass, ...codes].join(" "))

describe("spells", () => {
  test("are one for each unbroken run of a value, numbered by value", () => {
    expect(said(["draft"], ["submitted"], ["submitted"], ["exception", "A"], ["submitted"], ["ported"])).toEqual([
      "draft 1",
      "submitted 1",
      "exception 1 A",
      "submitted 2",
      "ported 1",
    ])
    expect(said()).toEqual([])
  })

  test("begin with their first event and end where the next begins", () => {
    const spells = spellsOf(told(["draft"], ["draft"], ["submitted"]))
    expect(spells.map(({ event, since, until }) => [event, since.text, until?.text])).toEqual([
      ["e0", "2024-05-01T00:00:00.000001Z", "2024-05-03T00:00:00.000001Z"],
      ["e2", "2024-05-03T00:00:00.000001Z", undefined],
    ])
    expect(spells.map(spellMillis)).toEqual([2 * 86_400_000, null])
  })

  test("name every code that came up in them, and stand by the last details", () => {
    const [spell] = spellsOf(told(["exception", "A", "B"], ["exception", "C", "A"]))
    expect(spell?.codes).toEqual(["A", "B", "C"])
    expect(spell?.details.map(({ code }) => code)).toEqual(["C", "A"])
  })

  test("of one microsecond last no time at all", () => {
    const at = instant("2024-05-01T00:00:00Z")
    const spells = spellsOf(["foc-date-confirmed", "ported"].map((value) => ({ event: value, at, value, details: [] })))
    expect(spells.map(spellMillis)).toEqual([0, null])
  })
})

describe("rounds", () => {
  const rounds = (...states: readonly State[]): string[] =>
    roundsOf(spellsOf(told(...states))).map(({ number, sameAs, next }) => `${number} ${sameAs ?? "new"} ${next?.value ?? "now"}`)

  test("tell which earlier one had the same codes, in whatever order they were named", () => {
    const states = [["exception", "A", "B"], ["submitted"], ["exception", "C"], ["submitted"], ["exception", "B", "A"]] as const
    expect(rounds(...states)).toEqual(["1 new submitted", "2 new submitted", "3 1 now"])
  })

  test("without a code are like no other", () => {
    expect(rounds(["exception"], ["submitted"], ["exception"], ["cancel-pending"])).toEqual(["1 new submitted", "2 new cancel-pending"])
  })

  test("are none where there was no exception", () => {
    expect(rounds(["draft"], ["ported"])).toEqual([])
  })
})
