import { describe, expect, test } from "vitest"
import { badgesOfRun } from "#components/timeline/badges-of-run.ts"
import type { TimelineEntryJson } from "#lib/contract.ts"
import { type Context, eventFold, eventSentence, foldSentence, movedOrder } from "#lib/format/event-sentence.ts"
import { eventWords } from "#lib/format/event-words.ts"
import { splitText } from "#lib/format/split-text.ts"
import { timelineDays } from "#lib/format/timeline-days.ts"

const [OWN, OTHER] = ["aaaaaaaa-0000-4000-8000-000000000001", "bbbbbbbb-0000-4000-8000-000000000002"]
const CONTEXT: Context = { orderId: OWN, nameOf: (id) => `sr_${id.slice(0, 2)}`, guide: {}, before: new Map([["e3", "draft"]]) }
let last = 0

function entry(type: string, payload: unknown, more: Partial<TimelineEntryJson> = {}): TimelineEntryJson {
  last += 1
  const at = "2024-03-31T00:30:00Z"
  const flags = { deliveries: 1, verified: true, id_reused: false, future: false }
  const told = { event: `k${last}`, event_id: `id${last}`, event_type: `porting_order.${type}`, occurred_at: at, received_at: at }
  return { ...told, ...flags, summary: `About ${type}`, payload, ...more }
}

const move = (numbers?: readonly string[], to = OTHER): TimelineEntryJson =>
  entry("split", { from: { id: OWN }, to: { id: to }, ...(numbers ? { porting_phone_numbers: numbers.map((id) => ({ id })) } : {}) })
const status = (value: string, more: Partial<TimelineEntryJson> = {}): TimelineEntryJson =>
  entry("status_changed", { status: { value, details: [{ code: "FOO_BAR" }] } }, more)
const placed = (entries: readonly TimelineEntryJson[]) =>
  entries.map((one) => ({ key: one.event, at: one.occurred_at, fold: eventFold(one, CONTEXT) }))

describe("runs in a timeline", () => {
  test("are of one type and one target, three at least, and say how many numbers they move", () => {
    const entries = placed([move(["1", "2"]), move(["3"]), move(), move(undefined, OWN), move(undefined, OWN)])
    const [day] = timelineDays(entries, "UTC")
    expect(day?.runs.map((run) => run.length)).toEqual([3, 1, 1])
    expect(foldSentence(entries.slice(0, 3).flatMap(({ fold }) => fold ?? []))).toBe("4 numbers moved to sr_bb")
  })

  test("count a number once, however often it is told of", () => {
    const again = placed([move(["1", "2", "2"]), move(["2"]), move(["1"])])
    expect(foldSentence(again.flatMap(({ fold }) => fold ?? []))).toBe("2 numbers moved to sr_bb")
    expect(eventSentence(move(["1", "1"]), CONTEXT)).toBe("1 number moved to sr_bb")
  })

  test("never hold a status, a comment, a deletion or an event of the future", () => {
    const comment = (): TimelineEntryJson => entry("new_comment", { comment: { user_type: "admin" } })
    const kinds = [() => status("draft"), comment, () => entry("deleted", {}), () => entry("new", {}, { future: true })]
    for (const kind of kinds) expect(timelineDays(placed([kind(), kind(), kind()]), "UTC")[0]?.runs).toHaveLength(3)
  })

  test("hold types never heard of", () => {
    const [day] = timelineDays(placed([entry("new", {}), entry("new", {}), entry("new", {})]), "UTC")
    expect(day?.runs.map((run) => foldSentence(run.flatMap(({ fold }) => fold ?? [])))).toEqual(["About new"])
  })
})

test("what is odd about a run is told of all in the same words, or of how many", () => {
  const late = (text: string) => ({ what: "late", text, tone: "neutral" }) as const
  const again = { what: "repeated", text: "repeat ×2", tone: "neutral" } as const
  const texts = (all: Parameters<typeof badgesOfRun>[0]): string[] => badgesOfRun(all).map(({ text }) => text)
  expect(texts([[late("late 2 d")], [late("late 2 d")], [late("late 2 d"), again]])).toEqual(["late 2 d", "repeated: 1 of 3"])
  expect(texts([[late("late 2 d")], [], [late("late 3 d")]])).toEqual(["late: 2 of 3"])
  expect(texts([[], [], []])).toEqual([])
})

test("days are those of the reader's zone, over a change of clocks too", () => {
  const at = (text: string) => ({ key: text, at: text, fold: null })
  const entries = ["2024-03-30T23:30:00Z", "2024-03-30T22:30:00Z"].map(at)
  expect(timelineDays(entries, "Europe/Berlin").map(({ name }) => name.replace(",", ""))).toEqual([
    "Sunday 31 March 2024",
    "Saturday 30 March 2024",
  ])
  expect(timelineDays(entries, "America/Los_Angeles")).toHaveLength(1)
  expect(timelineDays([], "UTC")).toEqual([])
})

test("an event says what it changed, and only where it changed something", () => {
  expect(eventSentence(status("exception", { event: "e3" }), CONTEXT)).toBe("Draft → Exception (FOO_BAR)")
  expect(eventSentence(status("exception"), CONTEXT)).toBe("Exception (FOO_BAR)")
  const uncoded = { status: { value: "exception", details: [{ description: "Call us" }, { code: "FOO_BAR", description: "x" }] } }
  expect(eventSentence(entry("status_changed", uncoded), CONTEXT)).toBe("Exception (“Call us”, FOO_BAR)")
  const many = Array.from({ length: 12 }, (_, index) => ({ description: `${index} ${"x".repeat(1_000)}` }))
  const long = eventSentence(entry("status_changed", { status: { value: "exception", details: many } }), CONTEXT)
  expect(long.length).toBeLessThan(2_300)
  expect(long.endsWith("x…” and 2 more)")).toBe(true)
  const code = { status: { value: "exception", details: [{ code: "X".repeat(1_000) }] } }
  expect(eventSentence(entry("status_changed", code), CONTEXT).length).toBeLessThan(250)
  expect(eventSentence(move(["1"]), CONTEXT)).toBe("1 number moved to sr_bb")
  expect(eventSentence(move(undefined, OWN), CONTEXT)).toBe("1 number moved within this order")
  expect(eventSentence(entry("new_comment", { comment: { user_type: null } }), CONTEXT)).toBe("Comment by an unknown author")
})

test("a move names the other order, which its sentence ends with", () => {
  expect(movedOrder(move(["1"]), CONTEXT)).toEqual({ id: OTHER, name: "sr_bb" })
  expect(movedOrder(move(undefined, OWN), CONTEXT)).toBeNull()
  expect(movedOrder(status("draft"), CONTEXT)).toBeNull()
})

test("the list of events says what an order's timeline says", () => {
  const wordsOf = (summary: string): string => {
    const details = { verdict: "new" as const, summary, attempt: null, envelope: null, size: 2, order_names: { [OWN]: "sr_aa" } }
    return eventWords({ occurred_at: null, received_at: "", details })
  }
  expect(["admin", "user", "system", "robot"].map((author) => wordsOf(`Comment by ${author}`))).toEqual([
    "Comment by Telnyx",
    "Comment by you",
    "Comment by the system",
    "Comment by an unknown author",
  ])
  expect(wordsOf(`A number moved from ${OWN} to ${OTHER}`)).toBe("1 number moved from sr_aa to bbbbbbbb")
  expect(wordsOf("Messaging: pending")).toBe("→ pending")
})

test("a list tells between how many orders numbers moved", () => {
  expect([splitText(1, 1), splitText(2, 0), splitText(0, 1), splitText(1, 3), splitText(0, 0)]).toEqual([
    "from 1, to 1 order",
    "from 2 orders",
    "to 1 order",
    "from 1, to 3 orders",
    null,
  ])
})
