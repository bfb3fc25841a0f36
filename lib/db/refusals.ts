import { createHash } from "node:crypto"
import { intakeDb } from "#lib/db/client.ts"
import { env } from "#lib/env.ts"
import { createGathering, type Gathering } from "./gathering.ts"

/** One delivery that was not kept. `detail`: what tells it from others of its reason. */
export type Refused = { readonly reason: string; readonly detail: string | null; readonly userAgent: string | null }

type Gathered = Omit<Refused, "reason"> & { readonly count: number; readonly firstAt: number; readonly lastAt: number }

const LONGEST_TEXT = 200

/** One gathering a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlineRefusals?: Gathering<Gathered> }

function gathering(): Gathering<Gathered> {
  holder.portlineRefusals ??= createGathering({ what: "what was refused", join, write })
  return holder.portlineRefusals
}

const cut = (text: string | null): string | null => text?.replaceAll("\u0000", "").slice(0, LONGEST_TEXT).toWellFormed() ?? null

/** Which public keys are in force, in 16 hex digits: what was refused under others says nothing of these. */
export function keysPrint(): string {
  const keys = env().telnyxKeys.map(({ base64 }) => base64)
  return createHash("sha256").update(keys.sort().join(",")).digest("hex").slice(0, 16)
}

const join = (earlier: Gathered, later: Gathered): Gathered => ({
  ...later,
  count: earlier.count + later.count,
  firstAt: earlier.firstAt,
})

/** Notes one more. It costs the door no statement: that follows within a second, one for all there were. */
export function countRefused({ reason, detail, userAgent }: Refused): void {
  const now = Date.now()
  const one: Gathered = { detail: cut(detail), userAgent: cut(userAgent), count: 1, firstAt: now, lastAt: now }
  gathering().add(reason, one)
}

/** Every reason in one statement, in one order in all processes; whoever looks is told. */
async function write(rows: readonly [string, Gathered][]): Promise<void> {
  const column = <T>(read: (row: Gathered) => T): T[] => rows.map(([, row]) => read(row))
  await intakeDb().$executeRaw`
    WITH counted AS (
      INSERT INTO refusals AS r (reason, total, count, keys_print, first_at, last_at, detail, user_agent)
      SELECT reason, count, count, ${keysPrint()}, to_timestamp(first / 1000), to_timestamp(last / 1000), detail, agent FROM unnest(
        ${rows.map(([reason]) => reason)}::text[], ${column(({ count }) => count)}::int[], ${column(({ firstAt }) => firstAt)}::float8[],
        ${column(({ lastAt }) => lastAt)}::float8[], ${column(({ detail }) => detail)}::text[], ${column(({ userAgent }) => userAgent)}::text[]
      ) AS t(reason, count, first, last, detail, agent) ORDER BY reason
      ON CONFLICT (reason) DO UPDATE SET
        total = r.total + excluded.total,
        count = CASE WHEN r.keys_print = excluded.keys_print THEN least(r.count::bigint + excluded.count, 2147483647)::int ELSE excluded.count END,
        first_at = CASE WHEN r.keys_print = excluded.keys_print THEN least(r.first_at, excluded.first_at) ELSE excluded.first_at END,
        last_at = greatest(r.last_at, excluded.last_at), keys_print = excluded.keys_print,
        detail = excluded.detail, user_agent = excluded.user_agent
      RETURNING reason
    ) SELECT pg_notify('portline', '') FROM counted LIMIT 1`
}

/** Writes what waits; also at the end of a process. What cannot be written waits on. */
export const flushRefusals = (): Promise<void> => gathering().flush()

/** How many this process has refused that the database does not count yet. */
export function uncountedRefusals(): number {
  return gathering()
    .pending()
    .reduce((sum, [, { count }]) => sum + count, 0)
}
