import type { ReadyJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"

type Settings = { readonly version: string; readonly fsync: string; readonly synchronous_commit: string; readonly migrated: boolean }

/** Whether the database answers, is migrated, and says itself that what it commits is on disk. */
export async function getReadiness(signaturesChecked: boolean): Promise<ReadyJson> {
  try {
    const [row] = await readDb().$queryRaw<Settings[]>`
      SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync,
        current_setting('synchronous_commit') AS synchronous_commit,
        to_regclass('orders') IS NOT NULL AND to_regclass('_prisma_migrations') IS NOT NULL AS migrated`
    if (!row?.migrated) return { status: "not_ready", reason: "The database is not migrated.", signatures_checked: signaturesChecked }
    const { version, fsync, synchronous_commit } = row
    const durable = fsync === "on" && synchronous_commit !== "off"
    return { status: "ready", database: { version, fsync, synchronous_commit, durable }, signatures_checked: signaturesChecked }
  } catch {
    return { status: "not_ready", reason: "The database does not answer.", signatures_checked: signaturesChecked }
  }
}
