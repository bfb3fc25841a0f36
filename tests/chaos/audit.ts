import pg from "pg"
import { openDb } from "#lib/db/client.ts"
import { rebuildOrders } from "#lib/intake/rebuild-orders.ts"
import type { Book } from "./book.ts"
import { numberedBody, numberOf } from "./numbered-body.ts"

/** What a database has of what was sent. Each number is of webhooks; all but `kept` should be 0. */
export type Audit = {
  readonly kept: number
  /** Answered 200 and not in the database. */
  readonly lost: number
  /** Other bytes than were sent. */
  readonly changed: number
  /** Fewer deliveries counted than were answered 200, or more than there were tries. */
  readonly miscounted: number
  /** Orders that are not what their events add up to. */
  readonly wrongOrders: number
}

type Row = { readonly event_id: string; readonly raw: Buffer; readonly deliveries: number }
const AT_ONCE = 2_000

async function* readEvents(url: string): AsyncGenerator<Row> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query("BEGIN READ ONLY")
    await client.query("DECLARE kept NO SCROLL CURSOR FOR SELECT event_id, raw, deliveries FROM events")
    for (;;) {
      const { rows } = await client.query<Row>(`FETCH ${AT_ONCE} FROM kept`)
      if (rows.length === 0) return
      yield* rows
    }
  } finally {
    await client.end()
  }
}

async function countWrongOrders(url: string): Promise<number> {
  const db = openDb(url, { max: 1, queryTimeoutMs: 600_000 })
  try {
    return (await rebuildOrders(db)).differed
  } finally {
    await db.$disconnect()
  }
}

/** Holds a database to a book of what was sent, once nothing is under way. */
export async function auditDatabase(url: string, { seed, book }: { seed: number; book: Book }): Promise<Audit> {
  const isKept = new Uint8Array(book.sent())
  let [kept, changed, miscounted] = [0, 0, 0]
  for await (const { event_id, raw, deliveries } of readEvents(url)) {
    const number = numberOf(event_id)
    kept++
    isKept[number] = 1
    if (!raw.equals(numberedBody(seed, number))) changed++
    const [acks, tries] = [book.acks[number] ?? 0, book.tries[number] ?? 0]
    if (deliveries >= acks && deliveries <= tries) continue
    miscounted++
    console.error(`chaos: webhook ${number} counts ${deliveries} deliveries: ${acks} of ${tries} tries were answered 200`)
  }
  let lost = 0
  for (let number = 0; number < book.sent(); number++) if ((book.acks[number] ?? 0) > 0 && isKept[number] !== 1) lost++
  return { kept, lost, changed, miscounted, wrongOrders: await countWrongOrders(url) }
}
