import { randomUUID } from "node:crypto"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type Db, intakeDb } from "#lib/db/client.ts"
import { type OrderRow, orderFromRow } from "#lib/db/order-row.ts"
import { drainSpool } from "#lib/intake/drain-spool.ts"
import { rebuildOrders } from "#lib/intake/rebuild-orders.ts"
import { foldComments } from "#lib/porting/comments.ts"
import { ordersTouched, type PortingEvent } from "#lib/porting/event.ts"
import { foldOrder } from "#lib/porting/fold-order.ts"
import { foldSplits } from "#lib/porting/lineage.ts"
import { eventOf } from "../support/events.ts"
import { fixture, permutations } from "../support/fixtures.ts"
import { withIntakeDatabase } from "../support/intake-database.ts"
import { lengthOf } from "../support/length.ts"
import { takeWebhook } from "../support/take-webhook.ts"
import { inBatches, worlds } from "../support/worlds.ts"

let db: Db

withIntakeDatabase(1, (made) => {
  db = made
})

const take = async (raw: Buffer): Promise<string> => {
  const outcome = await takeWebhook(raw)
  return outcome.kind === "kept" ? outcome.result : outcome.kind
}

async function storedOrder(id: string) {
  const [row] = await intakeDb().$queryRaw<OrderRow[]>`SELECT *, id::text FROM orders WHERE id = ${id}::uuid`
  return row ? orderFromRow(row) : null
}

async function storedRows(id: string) {
  const comments = await intakeDb().$queryRaw<
    { id: string; body: string; mark: string }[]
  >`SELECT comment_id AS id, body, mark FROM comments WHERE order_id = ${id}::uuid`
  const splits = await intakeDb().$queryRaw<
    { to: string; first: string; last: string }[]
  >`SELECT to_id::text AS "to", first_text AS first, last_text AS last FROM split_members WHERE from_id = ${id}::uuid`
  const sorted = (rows: object[]): string[] => rows.map((row) => JSON.stringify(row)).sort()
  return { comments: sorted(comments), splits: sorted(splits) }
}

function expectedRows(id: string, events: readonly PortingEvent[]) {
  const sorted = (rows: object[]): string[] => rows.map((row) => JSON.stringify(row)).sort()
  const comments = foldComments(events).filter((comment) => comment.orderId === id)
  const splits = foldSplits(events).filter((member) => member.from === id)
  return {
    comments: sorted(comments.map(({ id: comment, body, mark }) => ({ id: comment, body, mark }))),
    splits: sorted(splits.map(({ to, firstAt, lastAt }) => ({ to, first: firstAt.text, last: lastAt.text }))),
  }
}

describe("through the real intake and database", () => {
  test("row 22: any multiset, order, duplication, batching and concurrency gives the fold of the events", async () => {
    const property = fc.asyncProperty(
      fc.constant(null).chain(() => {
        const orders = [randomUUID(), randomUUID(), randomUUID()]
        return worlds(orders, 10).map((world) => ({ orders, world }))
      }),
      async ({ orders, world }) => {
        for (const batch of inBatches(world)) {
          const results = await Promise.all(batch.map(take))
          // A machine that is busy elsewhere may miss the deadline.
          if (results.includes("spooled")) await drainSpool()
          for (const result of results) expect(["stored", "duplicate", "spooled"]).toContain(result)
        }
        const events = world.bodies.map(eventOf).map((event) => ({ ...event, future: event.occurredAt.text.startsWith("2099") }))
        for (const id of orders) {
          const own = events.filter((event) => ordersTouched(event).includes(id))
          if (own.length === 0) continue
          expect(await storedOrder(id)).toEqual(foldOrder(id, own))
          expect(await storedRows(id)).toEqual(expectedRows(id, own))
        }
      },
    )
    await fc.assert(property, { numRuns: lengthOf(120, 5_000) })
    expect((await rebuildOrders(db)).differed).toBe(0)
  })

  test("row 22: order 3594c6c3 ends ported in all 24 orders of arrival of its events", async () => {
    for (const arrival of permutations([2, 3, 4, 5])) {
      const id = randomUUID()
      for (const number of arrival)
        await take(Buffer.from(fixture(number).toString().replaceAll("3594c6c3-51a7-4306-b715-ca3765f13464", id)))
      expect((await storedOrder(id))?.status?.value).toBe("ported")
    }
  })
})
