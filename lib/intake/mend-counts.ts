import { ADVISORY_LOCKS } from "#lib/db/advisory-locks.ts"
import type { Db } from "#lib/db/client.ts"
import { MARK_REUSED_IDS } from "#lib/db/reused-ids.ts"
import { Prisma } from "#lib/db/sql.ts"
import { addSummed, COUNTS, type Counts, current } from "#lib/db/sum-counts.ts"
import { ORDERS_A_TRANSACTION, PATIENT } from "./find-wrong.ts"

/** On an order's own row, whether numbers came to it or went from it: triggers keep that, too. Returns of how many orders it was wrong. */
async function mendSplitMarks(db: Db): Promise<number> {
  const wrong = await db.$queryRaw<{ id: string }[]>`
    SELECT o.id::text FROM orders o LEFT JOIN (SELECT DISTINCT to_id AS id FROM split_members) AS came USING (id)
      LEFT JOIN (SELECT DISTINCT from_id AS id FROM split_members) AS went USING (id)
    WHERE o.split_in <> (came.id IS NOT NULL) OR o.split_out <> (went.id IS NOT NULL) ORDER BY 1`
  for (let at = 0; at < wrong.length; at += ORDERS_A_TRANSACTION) {
    const ids = wrong.slice(at, at + ORDERS_A_TRANSACTION).map(({ id }) => id)
    await db.$transaction(async (tx) => {
      // Once they are locked nobody marks them meanwhile, and what was marked before is seen.
      await tx.$queryRaw`SELECT 1 FROM orders WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`
      await tx.$executeRaw`
        UPDATE orders o SET split_in = EXISTS (SELECT 1 FROM split_members m WHERE m.to_id = o.id),
          split_out = EXISTS (SELECT 1 FROM split_members m WHERE m.from_id = o.id) WHERE o.id = ANY(${ids}::uuid[])`
    }, PATIENT)
  }
  return wrong.length
}

/** Which ids more than one event has: triggers keep that, too. Returns how many were missing. */
export async function markReusedIds(db: Db): Promise<number> {
  return db.$executeRaw`${Prisma.raw(MARK_REUSED_IDS)}`
}

/** Adds what a kind of counts is short of; how many of them were wrong. */
async function addMissing(db: Db, counts: Counts): Promise<number> {
  const { table, of } = counts
  if (of === null) return 0
  const [counted, kept] = [Prisma.sql`(${Prisma.raw(of)}) AS counted`, current(counts, Prisma.raw(table), "-")]
  return db.$transaction(async (tx) => {
    // In a statement before: of two that mend at once the second sees what the first has added.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${ADVISORY_LOCKS.mendingCounts})`
    return tx.$executeRaw`${addSummed(counts, Prisma.sql`${current(counts, counted)} UNION ALL ${kept}`)}`
  }, PATIENT)
}

/**
 * Compares the counts with the rows that they count, also while serving: what changes meanwhile is in both or in neither, and
 * what is missing is only added. Returns how many counts were wrong.
 */
export async function mendCounts(db: Db): Promise<number> {
  let wrong = await mendSplitMarks(db)
  for (const counts of COUNTS) wrong += await addMissing(db, counts)
  return wrong + (await markReusedIds(db))
}
