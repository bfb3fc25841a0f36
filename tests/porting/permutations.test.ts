import fc from "fast-check"
import { expect, test } from "vitest"
import { ordersTouched, type PortingEvent } from "#lib/porting/event.ts"
import { isNewest } from "#lib/porting/evolve-order.ts"
import { foldOrder } from "#lib/porting/fold-order.ts"
import { newOrder, type Order } from "#lib/porting/order.ts"
import { takeEvents } from "#lib/porting/take-events.ts"
import { compareEvents, eventOf } from "../support/events.ts"
import { ORDER, OTHER_ORDER } from "../support/sent.ts"
import { inBatches, type World, worlds } from "../support/worlds.ts"

const NOW = 1_800_000_000_000_000n
const judged = (body: Buffer): PortingEvent => {
  const event = eventOf(body)
  return { ...event, future: event.occurredAt.micros > NOW }
}

/** The way the intake goes: distinct events, batch by batch, taken where they tell all, folded again where not. */
function evolvedOrFolded(id: string, batches: readonly PortingEvent[][]): Order {
  const log = new Map<string, PortingEvent>()
  let order = newOrder(id)
  for (const batch of batches) {
    const fresh = batch.filter((event) => ordersTouched(event).includes(id) && !log.has(`${event.eventId} ${event.contentHash}`))
    for (const event of fresh) log.set(`${event.eventId} ${event.contentHash}`, event)
    const distinct = [...new Map(fresh.map((event) => [`${event.eventId} ${event.contentHash}`, event])).values()]
    const isLate = distinct.some((event) => !event.future && !isNewest(order, event))
    const taken = takeEvents(order, distinct)
    if (isLate && taken) tally.lateTaken++
    if (isLate && !taken) tally.folded++
    order = taken ?? foldOrder(id, [...log.values()])
  }
  return order
}

const tally = { runs: 0, ties: 0, late: 0, reused: 0, listed: 0, unlisted: 0, revived: 0, future: 0, unknown: 0, folded: 0, lateTaken: 0 }

function count({ bodies }: World): void {
  const events = bodies.map(judged)
  const seen = (test: (event: PortingEvent, index: number) => boolean): number => (events.some(test) ? 1 : 0)
  const others = (event: PortingEvent, index: number) =>
    events.filter((_other, at) => at !== index && compareEvents(event, events[at] ?? event) !== 0)
  tally.runs++
  tally.ties += seen((event, index) => others(event, index).some((other) => other.occurredAt.micros === event.occurredAt.micros))
  tally.late += seen((event, index) => events.slice(0, index).some((before) => compareEvents(event, before) < 0))
  tally.reused += seen((event, index) => others(event, index).some((other) => other.eventId === event.eventId))
  tally.listed += seen((event) => event.kind === "split" && event.numberIds.length > 0)
  tally.unlisted += seen((event) => event.kind === "split" && event.numberIds.length === 0)
  tally.revived += seen(
    (event) =>
      event.kind === "deleted" &&
      events.some((other) => other.kind === "status" && other.orderId === event.orderId && compareEvents(event, other) < 0),
  )
  tally.future += seen((event) => event.future)
  tally.unknown += seen((event) => event.kind === "unrecognised" || (event.kind === "status" && event.status.value === "manual"))
}

test("row 22: any multiset, order, duplication and batching of events gives the same state", () => {
  const property = fc.property(worlds([ORDER, OTHER_ORDER]), (world) => {
    count(world)
    for (const id of [ORDER, OTHER_ORDER]) {
      const own = world.bodies.map(judged).filter((event) => ordersTouched(event).includes(id))
      expect(
        evolvedOrFolded(
          id,
          inBatches(world).map((batch) => batch.map(judged)),
        ),
      ).toEqual(foldOrder(id, own))
    }
  })
  fc.assert(property, { numRuns: 1_500 })
  const { runs, ...shares } = tally
  expect(runs).toBeGreaterThanOrEqual(1_000)
  for (const [what, times] of Object.entries(shares)) expect(times / runs, `share of worlds with ${what}`).toBeGreaterThanOrEqual(0.1)
})
