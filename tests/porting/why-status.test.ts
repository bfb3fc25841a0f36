import { describe, expect, test } from "vitest"
import { inOrder, orderKey, type PortingEvent, rankOf } from "#lib/porting/event.ts"
import { parseInstant } from "#lib/porting/instant.ts"
import { type StatusClaim, tieRule, whyStatus } from "#lib/porting/why-status.ts"
import { eventOf } from "../support/events.ts"
import { ALL_FIXTURES, fixture, permutations } from "../support/fixtures.ts"
import { ORDER, sentDeleted, sentStatus } from "../support/sent.ts"

function claimsOf(events: readonly PortingEvent[]): StatusClaim[] {
  return inOrder(events).flatMap((event): StatusClaim[] => {
    if (event.kind !== "status" && event.kind !== "deleted") return []
    const { kind, contentHash, eventId, future, occurredAt: at } = event
    const value = event.kind === "status" ? event.status.value : null
    return [{ event: orderKey(event), at, kind, value, rank: rankOf(event), contentHash, eventId, future }]
  })
}

const told = (events: readonly PortingEvent[]): string[] =>
  whyStatus(claimsOf(events)).map(({ claim, effect, tie }) =>
    [claim.value ?? "deleted", effect, ...(tie ? [tie.rule, tie.with.value ?? "deleted"] : [])].join(" "),
  )

test("of the documented order 3594c6c3 the tie of its last two events is decided by rank, in all 24 orders of arrival", () => {
  const events = ALL_FIXTURES.map((number) => eventOf(fixture(number))).filter(
    (event) => event.kind === "status" && event.orderId === ORDER,
  )
  expect(events).toHaveLength(4)
  for (const arrival of permutations(events))
    expect(told(arrival)).toEqual([
      "exception begins",
      "submitted begins",
      "foc-date-confirmed begins",
      "ported begins rank foc-date-confirmed",
    ])
})

describe("what an event decides", () => {
  const at = (day: number): string => `2024-05-0${day}T10:00:00Z`

  test("is nothing new where it repeats the status, and a spell where it changes it", () => {
    const events = [sentStatus("draft", { at: at(1) }), sentStatus("draft", { at: at(2) }), sentStatus("submitted", { at: at(3) })]
    expect(told(events.map(eventOf))).toEqual(["draft begins", "draft goes-on", "submitted begins"])
  })

  test("is nothing at all where it lies in the future, and the next is compared with what stood before it", () => {
    const events = [sentStatus("draft", { at: at(1) }), sentStatus("ported", { at: at(2) }), sentStatus("draft", { at: at(3) })]
    const read = events.map(eventOf).map((event, index) => ({ ...event, future: index === 1 }))
    expect(told(read)).toEqual(["draft begins", "ported nothing", "draft goes-on"])
  })

  test("is the end of a draft, or its coming back", () => {
    const events = [sentStatus("draft", { at: at(1) }), sentDeleted({ at: at(2) }), sentStatus("draft", { at: at(3) })]
    expect(told(events.map(eventOf))).toEqual(["draft begins", "deleted deletes", "draft brings-back"])
  })

  test("in one microsecond goes by kind, rank, content and id, in this order", () => {
    expect(told([sentDeleted({ at: at(1) }), sentStatus("ported", { at: at(1) })].map(eventOf))).toEqual([
      "ported begins",
      "deleted deletes kind ported",
    ])
    const claim: StatusClaim = {
      event: "1",
      at: parseInstant(at(1)) ?? { micros: 0n, text: "" },
      kind: "status",
      value: "x",
      rank: 0,
      contentHash: "a",
      eventId: "1",
      future: false,
    }
    expect(tieRule(claim, { ...claim, contentHash: "b", eventId: "0" })).toBe("content")
    expect(tieRule(claim, { ...claim, eventId: "2" })).toBe("id")
  })
})
