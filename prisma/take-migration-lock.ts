import { setTimeout as sleep } from "node:timers/promises"
import type pg from "pg"
import { ADVISORY_LOCKS } from "#lib/db/advisory-locks.ts"

/** `tell` hears once, in a line, that another one is waited for. */
export type Migrating = { readonly signal?: AbortSignal | undefined; readonly tell?: (reason: string) => void }

const LOOK_MS = 250

/** Who holds the lock: a process of PostgreSQL's, and where its connection comes from. */
async function tellHolder(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ pid: number; address: string }>(
    `SELECT pid, coalesce(host(client_addr) || ':' || client_port, 'this machine') AS address
     FROM pg_locks JOIN pg_stat_activity USING (pid)
     WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND classid::bigint << 32 | objid::bigint = $1`,
    [ADVISORY_LOCKS.migration],
  )
  const [{ pid, address } = { pid: "unknown", address: "an unknown address" }] = rows
  return `another process is migrating this database (server process ${pid}, from ${address}); it is waited for.`
}

/** Asks again and again, since who waits inside the database hears nothing; a pooler may keep the lock of one that is long gone. */
export async function takeMigrationLock(client: pg.Client, { signal, tell }: Migrating): Promise<void> {
  for (let isTold = false; ; isTold = true) {
    const { rows } = await client.query<{ held: boolean }>("SELECT pg_try_advisory_lock($1) AS held", [ADVISORY_LOCKS.migration])
    if (rows[0]?.held) return
    if (!isTold) tell?.(await tellHolder(client))
    await sleep(LOOK_MS, undefined, { signal })
  }
}
