import { recordDeed } from "#lib/access/audit.ts"
import { openPatientDb } from "#lib/db/client.ts"
import { type Pruned, pruneBodies } from "#lib/intake/prune-bodies.ts"
import { log } from "./log.ts"
import { type Repeating, repeating } from "./repeating.ts"

const DAY_MS = 24 * 3_600_000
/** As the audit names what Portline does by itself. */
const PORTLINE = { id: null, name: "Portline", address: null }

function detailOf(days: number, { bodies, orders, quarantined, penned }: Pruned): string {
  return `older than ${days} days: ${bodies} bodies, ${quarantined} quarantined, ${penned} in the pen; ${orders} orders sealed`
}

/** `unread`: whether what nobody understood or let in may go, too. */
async function prune(days: number, unread: boolean, signal: AbortSignal): Promise<void> {
  const db = openPatientDb()
  const pruned = { bodies: 0, orders: 0, quarantined: 0, penned: 0 }
  try {
    await pruneBodies(db, { before: new Date(Date.now() - days * DAY_MS), unread, signal }, pruned)
  } finally {
    if (pruned.bodies + pruned.quarantined + pruned.penned > 0) {
      log.info(pruned, "Bodies were deleted for their age.")
      await recordDeed(db, PORTLINE, { action: "bodies_deleted", detail: detailOf(days, pruned) })
    }
    await db.$disconnect()
  }
}

/**
 * Deletes bodies by age, at start and once a day. `caughtUp` tells whether what waits was looked at with the keys and the
 * interpreter of today: only then what waits in vain may go.
 */
export function startRetention(days: number, caughtUp: Promise<boolean>): Repeating {
  return repeating({ first: 0, between: DAY_MS }, async (signal) => {
    await prune(days, await caughtUp, signal).catch((error: unknown) => {
      if (!signal.aborted) log.error({ err: error }, "Bodies could not all be deleted for their age; it is tried again in a day.")
    })
  })
}
