import { isIPv6 } from "node:net"
import { publicDb } from "#lib/db/client.ts"

/** At most `count` tries in `seconds`, counted from the first of them. */
export type Limit = { readonly count: number; readonly seconds: number }
/** Each costs a call to the provider of OpenID Connect. */
export const OIDC_LIMIT: Limit = { count: 60, seconds: 15 * 60 }
export type Taken = { readonly ok: true } | { readonly ok: false; readonly retryAfter: number }

/**
 * Counts a try before it is made: one statement, so that any number at the same moment get through no more than are
 * allowed, on however many machines.
 */
export async function takeAttempt(key: string, { count, seconds }: Limit): Promise<Taken> {
  const [row] = await publicDb().$queryRaw<{ count: number; left: number }[]>`
    INSERT INTO attempts AS a (key, since, count) VALUES (${key}, clock_timestamp(), 1)
    ON CONFLICT (key) DO UPDATE SET
      since = CASE WHEN a.since < clock_timestamp() - make_interval(secs => ${seconds}::float8) THEN clock_timestamp() ELSE a.since END,
      count = CASE WHEN a.since < clock_timestamp() - make_interval(secs => ${seconds}::float8) THEN 1 ELSE least(a.count, ${count}) + 1 END
    RETURNING count, greatest(1, ceil(extract(epoch FROM since - clock_timestamp()) + ${seconds}::float8))::int AS left`
  return row && row.count <= count ? { ok: true } : { ok: false, retryAfter: row?.left ?? seconds }
}

/** Takes a try back that turned out right. */
export async function giveBack(keys: readonly string[]): Promise<void> {
  await publicDb().$executeRaw`UPDATE attempts SET count = count - 1 WHERE key = ANY(${keys}::text[]) AND count > 0`
}

/** Forgets what is long over. */
export async function clearAttempts(): Promise<void> {
  await publicDb().$executeRaw`DELETE FROM attempts WHERE since < clock_timestamp() - interval '1 day'`
}

/** Whoever has one IPv6 address has all of its network's. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = "", tail] = address.split("::")
  const groups = head.split(":").filter(Boolean)
  const rest = tail === undefined ? [] : tail.split(":").filter(Boolean)
  const all = [...groups, ...Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill("0"), ...rest]
  return `${all.slice(0, 4).join(":")}::/64`
}
