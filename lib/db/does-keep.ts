import { probeDb } from "./client.ts"

/** A run of no tries: its row is there to be written. */
const RUN = "00000000-0000-0000-0000-000000000000"

let asking: Promise<boolean> | null = null

async function ask(): Promise<boolean> {
  try {
    await probeDb().$executeRaw`
      WITH logged AS (UPDATE events SET key = key WHERE false), projected AS (UPDATE orders SET id = id WHERE false)
      INSERT INTO intake_runs (id, place, closed, at) VALUES (${RUN}::uuid, 0, true, clock_timestamp())
      ON CONFLICT (id) DO UPDATE SET at = excluded.at`
    return true
  } catch {
    return false
  }
}

/**
 * Whether the database keeps webhooks at this moment: it gives the locks on tables that the intake takes, writes a row and commits
 * that, within half a second. Then what has taken too long stood behind single rows, which somebody holds for a while: no
 * reason to send all webhooks to disk.
 */
export function doesKeep(): Promise<boolean> {
  asking ??= ask().finally(() => {
    asking = null
  })
  return asking
}
