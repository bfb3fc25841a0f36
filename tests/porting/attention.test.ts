import { describe, expect, test } from "vitest"
import { type Attention, attentionOf } from "#lib/porting/attention.ts"
import type { Clocks } from "#lib/porting/clock.ts"
import { DEFAULT_RULES, type Rules } from "#lib/porting/rules.ts"
import { sectionOf } from "#lib/porting/sections.ts"
import { orderAfter } from "../support/events.ts"
import { ORDER, sentDeleted, sentMessaging, sentSplit, sentStatus } from "../support/sent.ts"

const at = "2026-11-02T12:00:00Z"
const days = (count: number): number => Date.parse(at) + count * 86_400_000
const urgency = ({ court, needs, clock, watchFrom }: Attention) => ({ court, needs, dueAt: clock?.end ?? null, watchFrom })
const attentionAfter = (bodies: readonly Buffer[], rules: Rules = DEFAULT_RULES): Attention => attentionOf(orderAfter(bodies), rules)
const sectionAfter = (bodies: readonly Buffer[], now: number, rules?: Rules) => sectionOf(urgency(attentionAfter(bodies, rules)), now)
const withClocks = (clocks: Partial<Clocks>): Rules => ({ ...DEFAULT_RULES, clocks: { ...DEFAULT_RULES.clocks, ...clocks } })

describe("an exception needs somebody until it is resolved", () => {
  const exception = [sentStatus("exception", { at, codes: ["LOA_ILLEGIBLE"] })]

  test.each<[string, number, string]>([
    ["later, at first", 0, "later"],
    ["within 24 hours, on its last day", 13.5, "due"],
    ["overdue, at the moment its 14 days are over", 14, "overdue"],
  ])("%s", (_what, day, section) => {
    expect(sectionAfter(exception, days(day))).toBe(section)
  })

  test("in the court of its most urgent code", () => {
    expect(attentionAfter([sentStatus("exception", { at, codes: ["SV_CONFLICT", "LSR_PENDING"] })])).toMatchObject({
      court: "customer",
      needs: true,
    })
  })

  test("against its code's own limit where the guide sets one, and it ends first", () => {
    const row = DEFAULT_RULES.guide.LOA_ILLEGIBLE
    if (!row) throw new Error("The default guide has this row.")
    const rules = { ...DEFAULT_RULES, guide: { ...DEFAULT_RULES.guide, LOA_ILLEGIBLE: { ...row, limit: { hours: 48, calendar: null } } } }
    expect(attentionAfter(exception, rules).clock).toMatchObject({ of: "code", value: "LOA_ILLEGIBLE", end: days(2) })
    const two = [sentStatus("exception", { at, codes: ["LOA_ILLEGIBLE", "OTHER"] })]
    expect(attentionAfter(two, rules).clock).toMatchObject({ of: "code", end: days(2) })
  })

  test("also without any clock: then it is for later", () => {
    expect(sectionAfter(exception, days(900), withClocks({ statuses: {} }))).toBe("later")
  })

  test("and then no longer", () => {
    expect(sectionAfter([...exception, sentStatus("submitted", { at: "2026-11-03T12:00:00Z" })], days(1))).toBeNull()
  })

  test("its clock runs from the event that opened the present spell", () => {
    const again = [...exception, sentStatus("exception", { at: "2026-11-05T12:00:00Z", codes: ["OTHER"] })]
    expect(attentionAfter(again).clock).toMatchObject({ end: days(14) })
  })
})

describe("what moves by itself needs nobody until its clock runs out", () => {
  test.each<[string, string, number, string | null]>([
    ["in process, of whose day three quarters are left", "in-process", 0.25, null],
    ["in process, in the last quarter of its day", "in-process", 0.75, "watch"],
    ["submitted, on the first day", "submitted", 0.5, null],
    ["submitted, an hour before 48 business hours are over", "submitted", 7.1, "watch"],
    ["submitted, when they are over", "submitted", 9, "overdue"],
    ["a draft, three weeks old", "draft", 21, null],
    ["a draft, within its last week", "draft", 24, "watch"],
    ["a draft that should be gone", "draft", 30, "overdue"],
    ["a confirmed date, which no webhook tells", "foc-date-confirmed", 90, null],
    ["a status never heard of", "manual", 90, null],
    ["ported", "ported", 90, null],
    ["cancelled", "cancelled", 90, null],
  ])("%s", (_what, status, day, section) => {
    expect(sectionAfter([sentStatus(status, { at })], days(day))).toBe(section)
  })

  test("nobody's move whose clock has run out is yours to look into", () => {
    const rules = withClocks({ statuses: { manual: { hours: 24, calendar: null } } })
    expect(attentionAfter([sentStatus("manual", { at })], rules)).toMatchObject({ court: "you", needs: false })
  })
})

describe("messaging ports apart from voice", () => {
  const ported = sentStatus("ported", { at })
  const messaging = (state: string, time = "2026-11-02T13:00:00Z") => sentMessaging(state, { at: time })

  test("a failed one needs somebody, on an order that has ported too", () => {
    expect(attentionAfter([ported, messaging("exception")])).toMatchObject({
      court: "telnyx",
      needs: true,
      clock: { of: "messaging", end: days(2) },
    })
  })

  test("one that hangs is overdue 48 hours after voice has ported", () => {
    expect(sectionAfter([ported, messaging("pending")], days(0.5))).toBeNull()
    expect(sectionAfter([ported, messaging("pending")], days(2))).toBe("overdue")
  })

  test("a failed one before voice has ported runs from its own failure", () => {
    const order = [sentStatus("submitted", { at }), messaging("pending"), messaging("exception", "2026-11-03T12:00:00Z")]
    expect(attentionAfter(order)).toMatchObject({ court: "telnyx", needs: true, clock: { of: "messaging", end: days(3) } })
  })

  test("and goes on from there once voice has ported: what was overdue stays so", () => {
    const failed = messaging("exception", "2026-11-01T00:00:00Z")
    const before = attentionAfter([sentStatus("submitted", { at: "2026-10-30T00:00:00Z" }), failed])
    const after = attentionAfter([
      sentStatus("submitted", { at: "2026-10-30T00:00:00Z" }),
      failed,
      sentStatus("ported", { at: "2026-11-03T02:00:00Z" }),
    ])
    expect(after.clock?.end).toBe(Date.parse("2026-11-03T00:00:00Z"))
    expect(before.court).toBe("telnyx")
  })

  test("an exception of voice beside it is counted once, in the more urgent court", () => {
    expect(attentionAfter([sentStatus("exception", { at }), messaging("exception")])).toMatchObject({ court: "you", needs: true })
  })

  test.each(["ported", "canceled", "not_applicable", "odd_state"])("%s needs nobody", (state) => {
    expect(attentionAfter([ported, messaging(state)])).toMatchObject({ court: "none", needs: false, clock: null })
  })
})

test.each<[string, Buffer[]]>([
  ["a deleted draft", [sentStatus("draft", { at }), sentDeleted({ at: "2026-11-03T12:00:00Z" })]],
  ["an order that only a split has named", [sentSplit(ORDER, ORDER, { at })]],
])("%s needs nobody, ever", (_what, bodies) => {
  expect(attentionAfter(bodies)).toEqual({ court: "none", needs: false, clock: null, watchFrom: null })
})

test("no moment is before the year 1 or after 9999", () => {
  const early = attentionAfter(
    [sentStatus("draft", { at: "0001-01-01T00:00:00Z" })],
    withClocks({ statuses: { draft: { hours: 1, calendar: null } } }),
  )
  const late = attentionAfter([sentStatus("draft", { at: "9999-12-31T00:00:00Z" })])
  expect(new Date(early.watchFrom ?? 0).toISOString()).toBe("0001-01-01T00:45:00.000Z")
  expect(new Date(late.clock?.end ?? 0).toISOString()).toBe("9999-12-31T23:59:59.000Z")
})
