import { randomUUID } from "node:crypto"
import { probeDb } from "./client.ts"
import { Prisma } from "./sql.ts"

/** What a webhook's way into the database writes, triggers and drain included. */
const WRITTEN = [
  "events",
  "deliveries",
  "event_orders",
  "event_counts",
  "reused_ids",
  "orders",
  "order_facets",
  "order_clocks",
  "comments",
  "split_members",
  "split_changes",
  "spool_files",
  "intake_runs",
]
/** A run of no tries, of this process alone: its row is there to be written. */
const RUN = randomUUID()

/** A yes holds for so long: where the machine is slow, every webhook asks. */
const YES_MS = 500

/** One answer a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlineProbe?: { asking: Promise<boolean> | null; yesUntil: number } }
holder.portlineProbe ??= { asking: null, yesUntil: 0 }
const probe = holder.portlineProbe

async function ask(): Promise<boolean> {
  try {
    const db = probeDb()
    await db.$transaction([
      // Behind a pooler nothing else would end them at the server.
      db.$executeRaw`SET LOCAL lock_timeout = 400`,
      db.$executeRaw`SET LOCAL statement_timeout = 500`,
      db.$executeRaw`LOCK TABLE ${Prisma.raw(WRITTEN.join(", "))} IN ROW EXCLUSIVE MODE`,
      db.$executeRaw`
        INSERT INTO intake_runs (id, place, closed, at) VALUES (${RUN}::uuid, 0, true, clock_timestamp())
        ON CONFLICT (id) DO UPDATE SET at = excluded.at`,
    ])
    probe.yesUntil = performance.now() + YES_MS
    return true
  } catch {
    return false
  }
}

/**
 * Whether the database keeps webhooks at this moment: it gives the locks on tables that they take, writes a row and commits
 * that, each within half a second. Then what has taken too long stood behind single rows, which somebody holds for a while:
 * no reason to send all webhooks to disk.
 */
export function doesKeep(): Promise<boolean> {
  if (performance.now() < probe.yesUntil) return Promise.resolve(true)
  probe.asking ??= ask().finally(() => {
    probe.asking = null
  })
  return probe.asking
}
