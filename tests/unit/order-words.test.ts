import { describe, expect, test } from "vitest"
import type { OrderJson } from "#lib/contract.ts"
import { orderName } from "#lib/contract.ts"
import { clockWords } from "#lib/format/clock-text.ts"
import { commentAnchor, lastTelnyxComment } from "#lib/format/comment-anchor.ts"
import { moveLabel, moveSentence } from "#lib/format/court-label.ts"
import { nextStep } from "#lib/format/next-step.ts"
import { ordinal } from "#lib/format/ordinal.ts"
import { earlierCodes, seenWords } from "#lib/format/seen-words.ts"
import { codeClock } from "#lib/porting/code-clock.ts"
import { parseInstant } from "#lib/porting/instant.ts"
import { DEFAULT_RULES } from "#lib/porting/rules.ts"
import { roundsOf, spellsOf } from "#lib/porting/spells.ts"
import { STATUSES } from "#lib/porting/status.ts"

const SINCE = parseInstant("2024-05-01T00:00:00Z") ?? { micros: 0n, text: "" }

function orderIn(value: string | null, more: Partial<OrderJson> = {}): OrderJson {
  const names = { id: "3594c6c3-51a7-4306-b715-ca3765f13464", support_key: null, customer_reference: null }
  const times = { status_since: null, first_event_at: null, last_event_at: null, updated_at: "", deleted_at: null }
  const rest = { messaging: null, court: "none" as const, placeholder: false, comments_count: 0, split_from: [], split_to: [] }
  return { ...names, ...times, ...rest, status: value === null ? null : { value, details: [] }, ...more }
}

/** The rounds of an order that was refused for these codes, again and again. */
function roundsWith(...codes: readonly string[]) {
  const told = codes.flatMap((code, index) => {
    const at = (hour: number) => parseInstant(`2024-05-0${index + 1}T0${hour}:00:00Z`) ?? SINCE
    const exception = { event: `e${index}`, at: at(1), value: "exception", details: [{ code, description: null }] }
    return [exception, { event: `s${index}`, at: at(2), value: "submitted", details: [] }]
  })
  return roundsOf(spellsOf(told))
}

describe("the plain next step", () => {
  test("is told for every status, and for those never heard of", () => {
    for (const value of STATUSES) expect(nextStep(orderIn(value)).text).not.toBe("")
    expect(nextStep(orderIn("constructor")).text).toContain("“constructor” is a status never heard of here")
    expect(nextStep(orderIn(null)).text).toContain("no status")
  })

  test("says what to do now of every status that a clock can run out of, and never that there is nothing", () => {
    const clocked = STATUSES.filter((value) => nextStep(orderIn(value)).by !== null)
    expect(clocked).toEqual(["draft", "in-process", "submitted", "foc-date-confirmed", "activation-in-progress", "cancel-pending"])
    for (const value of clocked) expect(nextStep(orderIn(value)).late).toMatch(/^(Ask|Look)/)
  })

  test("of a ported order keeps messaging in mind", () => {
    expect(nextStep(orderIn("ported")).text).toContain("the numbers have ported")
    const open = { messaging: { messaging_port_status: "pending" } }
    expect(nextStep(orderIn("ported", open)).text).toBe("Voice is done, SMS is not: the order stays open.")
  })

  test("of a ported order in an SMS state never heard of is to find out", () => {
    const odd = { messaging: { messaging_port_status: "awaiting_campaign" } }
    expect(nextStep(orderIn("ported", odd)).text).toContain("“awaiting_campaign” is an SMS state never heard of here")
    expect(moveSentence(orderIn("ported", odd), {})).toBe("Whose move: unknown")
    expect(moveSentence(orderIn("port-on-hold"), {})).toBe("Whose move: unknown")
    expect(moveLabel(orderIn("port-on-hold"), {})).toBe("Move unknown")
    const illegible = orderIn("exception", {
      court: "you",
      status: { value: "exception", details: [{ code: "LOA_ILLEGIBLE", description: null }] },
    })
    const { guide } = DEFAULT_RULES
    expect([moveSentence(illegible, guide), moveLabel(illegible, guide), moveLabel(illegible, {})]).toEqual([
      "Waiting on you, with the customer",
      "You + customer",
      "You",
    ])
    expect([moveSentence(orderIn("ported"), {}), moveSentence(orderIn("cancelled", odd), {}), moveLabel(orderIn(null), {})]).toEqual([
      "Waiting on nobody",
      "Waiting on nobody",
      "Nobody",
    ])
  })

  test("of what is gone or never spoke is nothing", () => {
    expect(nextStep(orderIn("draft", { deleted_at: "2024-05-01T00:00:00Z" })).text).toContain("deleted")
    expect(nextStep(orderIn(null, { placeholder: true })).text).toContain("other orders have named this one")
  })
})

describe("a code", () => {
  test("that came up before says in which rounds", () => {
    expect(seenWords("A", roundsWith("A"))).toBe("First time on this order")
    expect(seenWords("A", roundsWith("A", "A", "B", "A"))).toBe("3rd time on this order (rounds 1, 2 and 4)")
    const many = roundsWith(...Array.from({ length: 1_200 }, () => "A"))
    expect(seenWords("A", many)).toBe("1,200th time on this order (rounds 1, 2, 3, … and 1,200)")
    expect(seenWords(null, roundsWith("A"))).toBe("")
  })

  test("that is closed is among the earlier ones, the last closed first", () => {
    expect(earlierCodes(roundsWith("A", "B", "A", "C"), ["C", null]).map(({ code, rounds }) => `${code} ${rounds}`)).toEqual([
      "A 1,3",
      "B 2",
    ])
  })

  test("costs no more than a look where a sender names a hundred thousand of them", () => {
    const codes = Array.from({ length: 100_000 }, (_, index) => `C${index}`)
    const told = { event: "", at: SINCE, value: "exception", details: codes.map((code) => ({ code, description: null })) }
    expect(earlierCodes(roundsOf(spellsOf([told])), ["C7"])).toHaveLength(codes.length - 1)
    expect(earlierCodes(roundsOf(spellsOf([told])), codes)).toEqual([])
  })

  test("runs against its own limit, else against the clock of the status", () => {
    const limit = { hours: 5, calendar: null }
    const row = DEFAULT_RULES.guide.OTHER
    if (!row) throw new Error("The guide has no OTHER.")
    const rules = { ...DEFAULT_RULES, guide: { ...DEFAULT_RULES.guide, OTHER: { ...row, limit } } }
    expect(codeClock("OTHER", SINCE, rules)).toMatchObject({
      of: "code",
      value: "OTHER",
      end: Number(SINCE.micros / 1000n) + 5 * 3_600_000,
    })
    expect(codeClock("FOO_BAR", SINCE, rules)).toMatchObject({ of: "status", value: "exception", clock: { hours: 336 } })
    expect(codeClock(null, SINCE, { ...rules, clocks: { ...rules.clocks, statuses: {} } })).toBeNull()
  })
})

test("a clock says whose rule it is, and names its calendar", () => {
  expect(clockWords({ of: "status", value: "exception", hours: 336, calendar: null })).toBe("our rule: 14 days")
  expect(clockWords({ of: "status", value: "draft", hours: 720, calendar: null })).toBe("Telnyx's rule: 30 days")
  expect(clockWords({ of: "status", value: "submitted", hours: 48, calendar: "Carriers" })).toBe("our rule: 48 business hours (Carriers)")
})

test("ordinals end as English has them", () => {
  expect([1, 2, 3, 4, 11, 12, 13, 21, 102].map(ordinal)).toEqual(["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd"])
})

test("a comment's place is one word, whatever its id; the last of Telnyx's is found", () => {
  expect(commentAnchor('a b"\ud800')).toBe("comment-a%20b%22%EF%BF%BD")
  const comments = [
    { id: "1", user_type: "admin" },
    { id: "2", user_type: "user" },
  ]
  expect(lastTelnyxComment(comments)).toEqual({ anchor: "comment-1", isLastWord: false })
  expect(lastTelnyxComment(comments.slice(0, -1))).toEqual({ anchor: "comment-1", isLastWord: true })
  const system = { id: "3", user_type: "system" }
  expect(lastTelnyxComment([comments[0] ?? system, system])).toEqual({ anchor: "comment-1", isLastWord: true })
  expect(lastTelnyxComment([])).toBeNull()
})

test("an order is addressed by its support key where that leads to it alone, else by its UUID", () => {
  const id = "0a1b2c3d-0000-4000-8000-000000000001"
  const named = (support_key: string | null, key_is_shared = false): string => orderName({ id, support_key, key_is_shared })
  for (const key of ["sr_1", "...", "k".repeat(200), "a/b?c"]) expect(named(key)).toBe(key)
  const none = [null, "", ".", "..", "k".repeat(201), "0A1B2C3D-0000-4000-8000-000000000002"]
  for (const key of none) expect(named(key)).toBe(id)
  expect(named("sr_1", true)).toBe(id)
})
