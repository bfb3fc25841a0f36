import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { sealFromText, sealToText } from "#lib/db/seal-text.ts"
import { ordersTouched, type PortingEvent } from "#lib/porting/event.ts"
import { decidingEvents, foldOrder } from "#lib/porting/fold-order.ts"
import type { Order } from "#lib/porting/order.ts"
import type { Seal } from "#lib/porting/seal.ts"
import { remainderOf, sealOrder } from "#lib/porting/seal-order.ts"
import { compareEvents, eventOf } from "../support/events.ts"
import { ORDER, OTHER_ORDER, sentComment, sentDeleted, sentMessaging, sentSplit, sentStatus } from "../support/sent.ts"
import { worlds } from "../support/worlds.ts"

const NOW = 1_800_000_000_000_000n
const judged = (body: Buffer): PortingEvent => {
  const event = eventOf(body)
  return { ...event, future: event.occurredAt.micros > NOW }
}
const distinct = (events: readonly PortingEvent[]): PortingEvent[] => [
  ...new Map(events.map((event) => [`${event.eventId} ${event.contentHash}`, event])).values(),
]
/** Sealed in two turns, and read back as the database holds it. */
function sealed(id: string, events: readonly PortingEvent[], first: number): Seal {
  const reread = (seal: Seal): Seal => sealFromText(sealToText(seal))
  return reread(sealOrder(id, events.slice(first), reread(sealOrder(id, events.slice(0, first), null))))
}

/** Since when a state lasts is all that an event may not tell that sorts before the sealed ones. */
function withoutSince({ statusSince: _status, messagingSince: _messaging, ...order }: Order) {
  return order
}

const cases = fc.tuple(worlds([ORDER, OTHER_ORDER]), fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), fc.nat(20))

describe("row 60: a sealed order", () => {
  test("is what all its events say, when what comes is newer than what is sealed", () => {
    let [kept, gone] = [0, 0]
    fc.assert(
      fc.property(cases, ([{ bodies }, , cut]) => {
        for (const id of [ORDER, OTHER_ORDER]) {
          const own = distinct(bodies.map(judged).filter((event) => ordersTouched(event).includes(id))).toSorted(compareEvents)
          const seal = sealed(id, own.slice(0, cut), Math.floor(cut / 2))
          expect(foldOrder(id, own.slice(cut), seal)).toEqual(foldOrder(id, own))
          gone += Math.min(cut, own.length)
          kept += Math.max(0, own.length - cut)
        }
      }),
      { numRuns: 400 },
    )
    expect(Math.min(kept, gone)).toBeGreaterThan(200)
  })

  test("is the same but for since when a state lasts, whichever of its events are sealed", () => {
    let late = 0
    fc.assert(
      fc.property(cases, ([{ bodies }, isSealed, first]) => {
        for (const id of [ORDER, OTHER_ORDER]) {
          const own = distinct(bodies.map(judged).filter((event) => ordersTouched(event).includes(id)))
          const [gone, left] = [own.filter((_event, index) => isSealed[index]), own.filter((_event, index) => !isSealed[index])]
          const seal = sealed(id, gone, first)
          const whole = foldOrder(id, own)
          expect(withoutSince(foldOrder(id, left, seal))).toEqual(withoutSince(whole))
          if (left.some((event) => gone.some((other) => compareEvents(event, other) < 0))) late++
        }
      }),
      { numRuns: 500 },
    )
    expect(late).toBeGreaterThan(200)
  })
})

test("an order is what its deciding events say, however they are read in pieces", () => {
  let told = 0
  fc.assert(
    fc.property(worlds([ORDER, OTHER_ORDER]), fc.nat(20), fc.nat(20), ({ bodies }, cut, at) => {
      for (const id of [ORDER, OTHER_ORDER]) {
        const own = bodies.map(judged).filter((event) => ordersTouched(event).includes(id))
        const seal = sealed(id, own.slice(0, cut), 0)
        const read = decidingEvents([...decidingEvents(own.slice(0, at)), ...own.slice(at)])
        expect(foldOrder(id, read)).toEqual(foldOrder(id, own))
        expect(foldOrder(id, read, seal)).toEqual(foldOrder(id, own, seal))
        const kept = (tells: (event: PortingEvent) => boolean): number => read.filter(tells).length
        expect(kept((event) => event.kind === "status" && event.status.details.length > 0)).toBeLessThanOrEqual(1)
        expect(kept((event) => event.kind === "messaging" && Object.keys(event.messaging).length > 1)).toBeLessThanOrEqual(1)
        expect(kept(({ supportKey }) => supportKey !== null)).toBeLessThanOrEqual(1)
        expect(kept(({ customerReference }) => customerReference !== null)).toBeLessThanOrEqual(1)
        if (own.length > 3) told++
      }
    }),
    { numRuns: 300 },
  )
  expect(told).toBeGreaterThan(50)
})

test("what is left of an event tells values, codes and ids, and no words of anybody's", () => {
  const uncoded = {
    status: { value: "exception", details: [{ description: "Jane Doe, PIN 4711" }, { code: "OTHER", description: "words" }] },
  }
  const told = [
    sentStatus("exception", { more: uncoded }),
    sentMessaging("pending"),
    sentComment({ id: "c1", body: "secret" }),
    sentSplit(ORDER, OTHER_ORDER, { numbers: ["n1"] }),
    sentDeleted(),
  ].map((body) => remainderOf(eventOf(body)))
  expect(told).toEqual([
    { payload: { id: ORDER, status: { value: "exception", details: [{ code: "OTHER" }] } }, summary: "Status: exception (OTHER)" },
    { payload: { id: ORDER, messaging: { messaging_port_status: "pending" } }, summary: "Messaging: pending" },
    { payload: { porting_order_id: ORDER, comment: { id: "c1", user_type: "admin" } }, summary: "Comment by admin" },
    {
      payload: { from: { id: ORDER }, to: { id: OTHER_ORDER }, porting_phone_numbers: [{ id: "n1" }] },
      summary: `1 number moved from ${ORDER} to ${OTHER_ORDER}`,
    },
    { payload: { id: ORDER }, summary: "Draft deleted" },
  ])
})
