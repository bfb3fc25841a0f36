import { writeDb } from "#lib/db/client.ts"
import { sumCounts } from "#lib/db/sum-counts.ts"
import { log } from "./log.ts"
import { type Repeating, repeating } from "./repeating.ts"

/** Not at the start, when the first webhooks have enough to wait for. */
const PAUSES = { first: 3_000, between: 3_000 }

/** Keeps the counts of orders short, for as long as it serves. */
export function startSumming(): Repeating {
  return repeating(PAUSES, async () => {
    // The database may be away: the counts are right all the same, and summed up later.
    await sumCounts(writeDb()).catch((error: unknown) => log.debug({ err: error }, "The counts of orders were not summed up."))
  })
}
