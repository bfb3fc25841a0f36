import { describe, expect, test } from "vitest"
import { railSteps } from "#lib/format/rail-steps.ts"
import { parseInstant } from "#lib/porting/instant.ts"
import { endSpells, spellMillis, spellsOf } from "#lib/porting/spells.ts"

/** The rail of an order that came into these statuses, one a day: "value ×passes place [detour]". */
function rail(statuses: readonly string[], deletedAt: string | null = null): string[] {
  const told = statuses.map((value, index) => {
    const at = parseInstant(`2024-05-${String(index + 1).padStart(2, "0")}T00:00:00Z`)
    return { event: String(index), at: at ?? { micros: 0n, text: "" }, value, details: [] }
  })
  return railSteps(endSpells(spellsOf(told), parseInstant(deletedAt)), deletedAt).map(({ value, passes, place, detour }) => {
    const aside = detour ? ` [${detour.value} ×${detour.passes} ${detour.place}, back ×${detour.returns}]` : ""
    return place === "deleted" ? place : `${value} ×${passes} ${place}${aside}`
  })
}

describe("the rail of an order", () => {
  test("that goes its usual way says what is past, now and not yet", () => {
    expect(rail(["draft", "in-process"])).toEqual([
      "draft ×1 past",
      "in-process ×1 now",
      "submitted ×0 future",
      "foc-date-confirmed ×0 future",
      "ported ×0 future",
    ])
    expect(rail(["submitted", "foc-date-confirmed", "activation-in-progress", "ported"]).at(-1)).toBe("ported ×1 now")
    expect(rail([])).toEqual([])
  })

  test("draws an exception as a detour, with the way back", () => {
    expect(rail(["submitted", "exception", "submitted", "exception"])).toEqual([
      "submitted ×2 past [exception ×2 now, back ×1]",
      "foc-date-confirmed ×0 future",
      "ported ×0 future",
    ])
    expect(rail(["submitted", "exception", "submitted", "foc-date-confirmed"])[0]).toBe("submitted ×2 past [exception ×1 past, back ×1]")
  })

  test("keeps an exception on the way where no event told of what it is a detour of", () => {
    expect(rail(["draft", "exception"])).toEqual(["draft ×1 past", "exception ×1 now", "foc-date-confirmed ×0 future", "ported ×0 future"])
  })

  test("that went back will pass its steps again", () => {
    expect(rail(["submitted", "foc-date-confirmed", "exception"])).toEqual([
      "submitted ×1 past [exception ×1 now, back ×0]",
      "foc-date-confirmed ×1 again",
      "ported ×0 future",
    ])
  })

  test("that is cancelled has its own branch in place of the rest", () => {
    expect(rail(["submitted", "exception", "cancel-pending"])).toEqual([
      "submitted ×1 past [exception ×1 past, back ×0]",
      "cancel-pending ×1 now",
      "cancelled ×0 future",
    ])
    expect(rail(["submitted", "foc-date-confirmed", "cancelled"])).toEqual([
      "submitted ×1 past",
      "foc-date-confirmed ×1 past",
      "cancelled ×1 now",
    ])
  })

  test("that went on after all has the cancelling where it occurred", () => {
    expect(rail(["submitted", "cancel-pending", "submitted"])).toEqual([
      "submitted ×2 now",
      "cancel-pending ×1 past",
      "foc-date-confirmed ×0 future",
      "ported ×0 future",
    ])
  })

  test("has a status never heard of where it occurred", () => {
    expect(rail(["submitted", "on-hold", "foc-date-confirmed"])).toEqual([
      "submitted ×1 past",
      "on-hold ×1 past",
      "foc-date-confirmed ×1 now",
      "ported ×0 future",
    ])
    expect(rail(["submitted", "exception", "on-hold"]).map((step) => step.split(" ")[0])).toEqual([
      "submitted",
      "on-hold",
      "foc-date-confirmed",
      "ported",
    ])
    expect(rail(["constructor"])[0]).toBe("constructor ×1 now")
  })

  test("that was deleted has nothing to come", () => {
    expect(rail(["draft"], "2024-05-09T00:00:00Z")).toEqual(["draft ×1 past", "deleted"])
  })
})

test("the time of all spells that are over is added up; the present one counts from its beginning", () => {
  const at = (day: number) => parseInstant(`2024-05-0${day}T00:00:00Z`) ?? { micros: 0n, text: "" }
  const told = (["submitted", "exception", "submitted"] as const).map((value, index) => ({
    event: value,
    at: at([1, 3, 6][index] ?? 1),
    value,
    details: [],
  }))
  const [step] = railSteps(spellsOf(told), null)
  expect(step).toMatchObject({ spent: 2 * 86_400_000, since: "2024-05-06T00:00:00Z", detour: { spent: 3 * 86_400_000, since: null } })
})

test("a deleted draft was a draft until then, and never shorter than not at all", () => {
  const at = (text: string) => parseInstant(text) ?? { micros: 0n, text: "" }
  const told = [{ event: "1", at: at("2024-05-02T00:00:00Z"), value: "draft", details: [] }]
  const lengthUntil = (end: string) => endSpells(spellsOf(told), at(end)).map(spellMillis)
  expect(lengthUntil("2024-05-03T00:00:00Z")).toEqual([24 * 3_600_000])
  expect(lengthUntil("2024-05-01T00:00:00Z")).toEqual([0])
  expect(endSpells(spellsOf(told), null).map(spellMillis)).toEqual([null])
})
