import { describe, expect, test } from "vitest"
import { isNewest } from "#lib/porting/evolve-order.ts"
import { foldOrder } from "#lib/porting/fold-order.ts"
import { newOrder } from "#lib/porting/order.ts"
import { STATUSES } from "#lib/porting/status.ts"
import { eventOf, orderAfter } from "../support/events.ts"
import { fixture, permutations } from "../support/fixtures.ts"
import { ORDER, OTHER_ORDER, sent, sentComment, sentDeleted, sentMessaging, sentSplit, sentStatus } from "../support/sent.ts"

const T1 = "2024-05-01T10:00:00.000001Z"
const T2 = "2024-05-01T10:00:00.000002Z"
const T3 = "2024-05-01T10:00:00.000003Z"

describe("an order's status", () => {
  test("is null without a status event", () => {
    expect(orderAfter([sentMessaging("pending")])).toMatchObject({ status: null, statusSince: null })
  })

  test("is of the last status event by occurred_at, whatever arrives last", () => {
    const bodies = [sentStatus("exception", { at: T3, codes: ["OTHER"] }), sentStatus("submitted", { at: T1 })]
    expect(orderAfter(bodies).status).toEqual({ value: "exception", details: [{ code: "OTHER", description: "About OTHER" }] })
  })

  test("is not decided by updated_at: order 3594c6c3 ends ported, although its submitted event was updated last", () => {
    expect(orderAfter([5, 4, 3, 2].map(fixture)).status?.value).toBe("ported")
  })

  test("ends ported in all 24 orders of arrival of 3594c6c3's events, two of which share one microsecond", () => {
    const ends = permutations([2, 3, 4, 5]).map((numbers) => orderAfter(numbers.map(fixture)).status?.value)
    expect(ends).toHaveLength(24)
    expect(new Set(ends)).toEqual(new Set(["ported"]))
  })

  test("may move back: exception → submitted, foc-date-confirmed → exception", () => {
    expect(orderAfter([sentStatus("exception", { at: T1 }), sentStatus("submitted", { at: T2 })]).status?.value).toBe("submitted")
    expect(orderAfter([sentStatus("foc-date-confirmed", { at: T1 }), sentStatus("exception", { at: T2 })]).status?.value).toBe("exception")
  })

  test("microseconds decide where milliseconds are equal", () => {
    expect(orderAfter([sentStatus("draft", { at: T2 }), sentStatus("ported", { at: T1 })]).status?.value).toBe("draft")
  })

  test.each(STATUSES.slice(1).map((status, index) => [STATUSES[index] ?? "", status]))(
    "an exact tie of %s and %s goes to the second, by rank",
    (lower, higher) => {
      for (const bodies of [
        [sentStatus(lower, { at: T1 }), sentStatus(higher, { at: T1 })],
        [sentStatus(higher, { at: T1 }), sentStatus(lower, { at: T1 })],
      ]) {
        expect(orderAfter(bodies).status?.value).toBe(higher)
      }
    },
  )

  test("an unknown value is kept as sent, and loses an exact tie against every known one", () => {
    expect(orderAfter([sentStatus("manual", { at: T1 })]).status?.value).toBe("manual")
    for (const known of STATUSES)
      expect(orderAfter([sentStatus("manual", { at: T1 }), sentStatus(known, { at: T1 })]).status?.value).toBe(known)
  })

  test("an exact tie of one value is settled by content, then by event id, in any order of arrival", () => {
    const tied = [sentStatus("exception", { at: T1, codes: ["OTHER"] }), sentStatus("exception", { at: T1, codes: ["SV_CONFLICT"] })]
    expect(orderAfter(tied)).toEqual(orderAfter(tied.toReversed()))
    const twins = [sentStatus("draft", { at: T1, id: "b" }), sentStatus("draft", { at: T1, id: "a" })]
    expect(orderAfter(twins)).toEqual(orderAfter(twins.toReversed()))
    expect(orderAfter(twins).mark?.endsWith("b")).toBe(true)
  })
})

describe("status_since", () => {
  test("is the start of the unbroken run of the present value", () => {
    const bodies = [
      sentStatus("submitted", { at: T1 }),
      sentStatus("exception", { at: T2 }),
      sentStatus("exception", { at: T3, codes: ["OTHER"] }),
    ]
    expect(orderAfter(bodies).statusSince?.text).toBe(T2)
  })

  test("begins anew when the value comes back", () => {
    const bodies = [sentStatus("exception", { at: T1 }), sentStatus("submitted", { at: T2 }), sentStatus("exception", { at: T3 })]
    expect(orderAfter(bodies).statusSince?.text).toBe(T3)
  })

  test("moves when a late event breaks the run, or begins it earlier", () => {
    const run = [sentStatus("exception", { at: T1 }), sentStatus("exception", { at: T3 })]
    expect(orderAfter(run).statusSince?.text).toBe(T1)
    expect(orderAfter([...run, sentStatus("submitted", { at: T2 })]).statusSince?.text).toBe(T3)
  })

  test("keeps the sender's precision", () => {
    expect(orderAfter([sentStatus("draft", { at: "2024-05-01T12:00:00+02:00" })]).statusSince?.text).toBe("2024-05-01T10:00:00Z")
  })
})

describe("messaging", () => {
  test("is the object of the last messaging event, apart from voice", () => {
    const order = orderAfter([sentStatus("ported", { at: T2 }), sentMessaging("exception", { at: T1 })])
    expect(order.messaging).toEqual({ enable_messaging: true, messaging_port_status: "exception" })
    expect(order.status?.value).toBe("ported")
  })

  test.each([
    ["not_applicable", "pending"],
    ["pending", "activating"],
    ["activating", "exception"],
    ["exception", "partial_port_complete"],
    ["partial_port_complete", "canceled"],
    ["canceled", "ported"],
    ["brand_new_state", "not_applicable"],
  ])("an exact tie of %s and %s goes to the second", (lower, higher) => {
    for (const states of [
      [lower, higher],
      [higher, lower],
    ]) {
      expect(orderAfter(states.map((state) => sentMessaging(state, { at: T1 }))).messaging?.messaging_port_status).toBe(higher)
    }
  })

  test("the two documented bodies share id and time, are two events, and end ported in both orders", () => {
    expect(eventOf(fixture(10)).eventId).toBe(eventOf(fixture(11)).eventId)
    const id = "ce2f4509-d166-4834-a0b9-e3ecb469a537"
    for (const numbers of [
      [10, 11],
      [11, 10],
    ])
      expect(orderAfter(numbers.map(fixture), id).messaging?.messaging_port_status).toBe("ported")
  })
})

describe("references", () => {
  test("are the last non-null ones that any event told, whatever its kind", () => {
    const bodies = [
      sentStatus("draft", { at: T1, more: { support_key: "sr_1", customer_reference: "first" } }),
      sentComment({}, { at: T2, more: { support_key: "sr_2" } }),
      sentDeleted({ at: T3, more: { customer_reference: "last" } }),
    ]
    for (const arrival of permutations(bodies)) expect(orderAfter(arrival)).toMatchObject({ supportKey: "sr_2", customerReference: "last" })
  })

  test("are not taken back by a null, nor by a value of a wrong type", () => {
    const bodies = [sentStatus("draft", { at: T1 }), sentStatus("draft", { at: T2, more: { support_key: null, customer_reference: 5 } })]
    expect(orderAfter(bodies)).toMatchObject({ supportKey: "sr_98f022", customerReference: "ref" })
  })

  test("are not taken from a split, which names two orders", () => {
    expect(orderAfter([sentSplit(ORDER, OTHER_ORDER, { more: { support_key: "sr_x" } })]).supportKey).toBeNull()
  })
})

describe("a deleted draft", () => {
  test("keeps the time the payload tells", () => {
    expect(orderAfter([sentDeleted({ at: T2, more: { deleted_at: T1 } })]).deletedAt?.text).toBe(T1)
  })

  test("was deleted when the event occurred, where the payload's time cannot be read", () => {
    expect(orderAfter([sentDeleted({ at: T2, more: { deleted_at: "soon" } })]).deletedAt?.text).toBe(T2)
    expect(orderAfter([sentDeleted({ at: T2 })]).deletedAt?.text).toBe(T2)
  })

  test("comes back by a status event that sorts after it, in any order of arrival", () => {
    for (const arrival of permutations([sentDeleted({ at: T1 }), sentStatus("draft", { at: T2 })]))
      expect(orderAfter(arrival).deletedAt).toBeNull()
  })

  test("stays deleted at an exact tie with a status event, and after any other kind", () => {
    expect(orderAfter([sentDeleted({ at: T1 }), sentStatus("draft", { at: T1 })]).deletedAt).not.toBeNull()
    for (const later of [
      sentMessaging("ported", { at: T2 }),
      sentComment({}, { at: T2 }),
      sentSplit(ORDER, OTHER_ORDER, { at: T2 }),
      sent("odd", { at: T2, payload: { id: ORDER } }),
    ]) {
      expect(orderAfter([sentDeleted({ at: T1 }), later]).deletedAt).not.toBeNull()
    }
  })

  test("is deleted at the last of two deletions", () => {
    expect(orderAfter([sentDeleted({ at: T3 }), sentDeleted({ at: T1 })]).deletedAt?.text).toBe(T3)
  })
})

describe("a placeholder", () => {
  test("is an order that only splits and future events have named", () => {
    expect(orderAfter([sentSplit(OTHER_ORDER, ORDER)]).placeholder).toBe(true)
    const future = { ...eventOf(sentStatus("ported")), future: true }
    expect(foldOrder(ORDER, [future]).placeholder).toBe(true)
  })

  test("heals by any event of its own, whichever came first", () => {
    for (const own of [
      sentStatus("draft"),
      sentMessaging("pending"),
      sentComment({}),
      sentDeleted(),
      sent("odd", { payload: { id: ORDER } }),
    ]) {
      for (const arrival of permutations([own, sentSplit(OTHER_ORDER, ORDER)])) expect(orderAfter(arrival).placeholder).toBe(false)
    }
  })
})

describe("first and last event", () => {
  test("are the least and greatest occurred_at of all kinds, future ones left out", () => {
    const events = [sentComment({}, { at: T2 }), sentSplit(ORDER, OTHER_ORDER, { at: T3 }), sentStatus("draft", { at: T1 })].map(eventOf)
    const future = { ...eventOf(sentStatus("ported", { at: "2999-01-01T00:00:00Z" })), future: true }
    expect(foldOrder(ORDER, [...events, future])).toMatchObject({ firstEventAt: { text: T1 }, lastEventAt: { text: T3 } })
  })
})

describe("a future event", () => {
  test("decides nothing", () => {
    const future = { ...eventOf(sentStatus("ported", { at: "2999-01-01T00:00:00Z", more: { support_key: "sr_future" } })), future: true }
    const present = eventOf(sentStatus("draft", { at: T1 }))
    expect(foldOrder(ORDER, [present, future])).toEqual(foldOrder(ORDER, [present]))
    expect(foldOrder(ORDER, [future])).toEqual(newOrder(ORDER))
  })
})

describe("repeats and kinds", () => {
  test("the same event again changes nothing", () => {
    const body = sentStatus("exception", { at: T2 })
    expect(orderAfter([body, body, sentStatus("draft", { at: T1 }), body])).toEqual(orderAfter([sentStatus("draft", { at: T1 }), body]))
  })

  test("at one instant the kinds sort status, messaging, comment, split, other, deleted", () => {
    const bodies = [
      sentDeleted,
      (about: object) => sent("odd", { payload: { id: ORDER }, ...about }),
      (about: object) => sentSplit(ORDER, OTHER_ORDER, about),
    ]
    const kinds = [
      ...bodies.map((make) => make({ at: T1 })),
      sentComment({}, { at: T1 }),
      sentMessaging("pending", { at: T1 }),
      sentStatus("draft", { at: T1 }),
    ]
    const events = kinds.map(eventOf).toReversed()
    expect(events.map((event) => event.kind)).toEqual(["status", "messaging", "comment", "split", "unrecognised", "deleted"])
    events.forEach((event, index) => {
      const before = foldOrder(ORDER, events.slice(0, index))
      expect(isNewest(before, event)).toBe(true)
      if (index > 0) expect(isNewest(foldOrder(ORDER, [event]), events[index - 1] ?? event)).toBe(false)
    })
  })

  test("an unknown type is an event of its order", () => {
    expect(orderAfter([sent("loa_updated", { at: T1, payload: { id: ORDER, support_key: "sr_9" } })])).toMatchObject({
      supportKey: "sr_9",
      lastEventAt: { text: T1 },
    })
  })
})
