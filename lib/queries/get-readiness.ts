import { setTimeout as sleep } from "node:timers/promises"
import type { ReadyJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { currentOutage } from "#lib/db/outage.ts"
import { inRounds } from "./in-rounds.ts"

type Settings = { readonly version: string; readonly fsync: string; readonly synchronous_commit: string; readonly migrated: boolean }

export type Readiness = { readonly ok: true; readonly ready: ReadyJson } | { readonly ok: false; readonly reason: string }

/** Who asks this asks often, and goes by what is said at once; a busy database is given longer than one that is known to be away. */
const PATIENCE_MS = { outage: 1_000, busy: 3_000 }

const readSettings = (): Promise<Settings[]> => readDb().$queryRaw<Settings[]>`
  SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync,
    current_setting('synchronous_commit') AS synchronous_commit,
    to_regclass('orders') IS NOT NULL AND to_regclass('_prisma_migrations') IS NOT NULL AS migrated`

/** Anybody may ask: however many do at once, the screens' connections are left to the screens. */
const rounds = inRounds<Settings[]>()
const askSettings = (): Promise<Settings[]> => rounds("settings", readSettings)

/** Whether the database answers, is migrated, and says itself that what it commits is on disk. */
export async function getReadiness(signaturesChecked: boolean): Promise<Readiness> {
  try {
    const late = sleep(currentOutage() ? PATIENCE_MS.outage : PATIENCE_MS.busy, null, { ref: false })
    const rows = await Promise.race([askSettings(), late])
    if (rows === null) throw new Error("The database does not answer in time.")
    const [row] = rows
    if (!row?.migrated) return { ok: false, reason: "The database is not migrated." }
    const { version, fsync, synchronous_commit } = row
    const durable = fsync === "on" && synchronous_commit !== "off"
    const database = { version, fsync, synchronous_commit, durable }
    return { ok: true, ready: { status: "ready", database, signatures_checked: signaturesChecked } }
  } catch {
    return { ok: false, reason: "The database does not answer." }
  }
}
