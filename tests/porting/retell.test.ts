import fc from "fast-check"
import { expect, test } from "vitest"
import { orderKey, ordersTouched, type PortingEvent, rankOf } from "#lib/porting/event.ts"
import { foldOrder } from "#lib/porting/fold-order.ts"
import { retellOrder, type Trace } from "#lib/porting/retell.ts"
import { compareEvents, eventOf } from "../support/events.ts"
import { ORDER, OTHER_ORDER } from "../support/sent.ts"
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
    fc.property(
      worlds([ORDER, OTHER_ORDER]),
      fc.nat(10),
      fc.nat(2),
      fc.boolean(),
      fc.boolean(),
      ({ bodies }, cut, again, isPlain, isBehind) => {
        for (const id of [ORDER, OTHER_ORDER]) {
          const touching = bodies.map(eventOf).filter((event) => ordersTouched(event).includes(id))
          const own = [...new Map((isPlain ? touching.flatMap(plain) : touching).map((event) => [orderKey(event), event])).values()]
          // An event whose orders were brought up to date by another one is new to them once more.
          const [before, news] = [own.slice(0, cut), own.slice(Math.max(0, cut - again))]
          // While a restore adds orders up, a row may lack what its log has.
          const lacking = isBehind
            ? before.find(({ supportKey, customerReference }) => supportKey === null && customerReference === null)
            : null
          const known = before.filter((event) => event !== lacking)
          const retold = retellOrder(foldOrder(id, known), own.map(traceOf), news)
          if (retold === null) tally.left++
          else {
            expect(retold).toEqual(foldOrder(id, own))
            tally.retold++
            if (news.some((event) => before.some((other) => compareEvents(event, other) < 0))) tally.late++
          }
        }
      },
    ),
    { numRuns: 2_000 },
  )
  expect(Math.min(tally.late, tally.left)).toBeGreaterThan(100)
})
