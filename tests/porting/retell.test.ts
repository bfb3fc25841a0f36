import fc from "fast-check"
import { expect, test } from "vitest"
import { orderKey, ordersTouched, type PortingEvent, rankOf } from "#lib/porting/event.ts"
import { foldOrder } from "#lib/porting/fold-order.ts"
import { retellOrder, type Trace } from "#lib/porting/retell.ts"
import { compareEvents, eventOf } from "../support/events.ts"
import { ORDER, OTHER_ORDER, sentStatus } from "../support/sent.ts"
import { worlds } from "../support/worlds.ts"

const traceOf = (event: PortingEvent): Trace => ({
  kind: event.kind,
  rank: rankOf(event),
  occurredAt: event.occurredAt,
  contentHash: event.contentHash,
  eventId: event.eventId,
})

/** Events as they mostly are: of an order that has one name, and is no deleted draft. */
const plain = (event: PortingEvent): PortingEvent[] =>
  event.kind === "deleted" ? [] : [{ ...event, supportKey: event.supportKey && "sr_1", customerReference: null }]

test("an order retold by traces is what all its events say, wherever traces tell it", () => {
  const tally = { retold: 0, late: 0, left: 0 }
  fc.assert(
    fc.property(worlds([ORDER, OTHER_ORDER]), fc.nat(10), fc.nat(2), fc.boolean(), ({ bodies }, cut, again, isPlain) => {
      for (const id of [ORDER, OTHER_ORDER]) {
        const touching = bodies.map(eventOf).filter((event) => ordersTouched(event).includes(id))
        const own = [...new Map((isPlain ? touching.flatMap(plain) : touching).map((event) => [orderKey(event), event])).values()]
        // An event whose orders were brought up to date by another one is new to them once more.
        const [before, news] = [own.slice(0, cut), own.slice(Math.max(0, cut - again))]
        const retold = retellOrder(foldOrder(id, before), own.map(traceOf), news)
        if (retold === null) tally.left++
        else {
          expect(retold).toEqual(foldOrder(id, own))
          tally.retold++
          if (news.some((event) => before.some((other) => compareEvents(event, other) < 0))) tally.late++
        }
      }
    }),
    { numRuns: 2_000 },
  )
  expect(Math.min(tally.late, tally.left)).toBeGreaterThan(100)
})

test("an order that does not know its log, as while a restore adds them up, is not retold", () => {
  const at = (minute: number): string => `2024-05-01T10:0${minute}:00Z`
  const said = (value: string, minute: number, code: string) =>
    eventOf(sentStatus(value, { id: `e${minute}`, at: at(minute), codes: [code] }))
  const log = [said("submitted", 1, "A"), said("exception", 9, "B"), said("exception", 5, "C")]
  const late = said("draft", 4, "D")
  const behind = foldOrder(ORDER, log.slice(2))
  expect(retellOrder(behind, [...log, late].map(traceOf), [late])).toBeNull()
  expect(retellOrder(foldOrder(ORDER, log), [...log, late].map(traceOf), [late])).toEqual(foldOrder(ORDER, [...log, late]))
})
