import { writeDb } from "#lib/db/client.ts"
import { sumCountsIfPossible } from "#lib/db/sum-counts.ts"
import { type Repeating, repeating } from "./repeating.ts"

/** Not at the start, when the first webhooks have enough to wait for. */
const PAUSES = { first: 3_000, between: 3_000 }

/** Keeps the counts of orders short, for as long as it serves. */
export function startSumming(): Repeating {
  return repeating(PAUSES, () => sumCountsIfPossible(writeDb()))
}
