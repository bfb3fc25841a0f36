import { signInDb } from "#lib/db/client.ts"

/** At most `count` tries in `seconds`, counted from the first of them. */
export type Limit = { readonly count: number; readonly seconds: number }
export type Taken = { readonly ok: true } | { readonly ok: false; readonly retryAfter: number }

/**
 * Counts a try before it is made: one statement, so that any number at the same moment get through no more than are
 * allowed, on however many machines.
 */
export async function takeAttempt(key: string, { count, seconds }: Limit): Promise<Taken> {
  const [row] = await signInDb().$queryRaw<{ count: number; left: number }[]>`
    INSERT INTO attempts AS a (key, since, count) VALUES (${key}, clock_timestamp(), 1)
    ON CONFLICT (key) DO UPDATE SET
      since = CASE WHEN a.since < clock_timestamp() - make_interval(secs => ${seconds}::float8) THEN clock_timestamp() ELSE a.since END,
      count = CASE WHEN a.since < clock_timestamp() - make_interval(secs => ${seconds}::float8) THEN 1 ELSE least(a.count, ${count}) + 1 END
    RETURNING count, greatest(1, ceil(extract(epoch FROM since - clock_timestamp()) + ${seconds}::float8))::int AS left`
  return row && row.count <= count ? { ok: true } : { ok: false, retryAfter: row?.left ?? seconds }
}

/** Takes a try back that turned out right. */
export async function giveBack(keys: readonly string[]): Promise<void> {
  await signInDb().$executeRaw`UPDATE attempts SET count = count - 1 WHERE key = ANY(${keys}::text[]) AND count > 0`
}

/** Forgets what is long over. */
export async function clearAttempts(): Promise<void> {
  await signInDb().$executeRaw`DELETE FROM attempts WHERE since < clock_timestamp() - interval '1 day'`
}
