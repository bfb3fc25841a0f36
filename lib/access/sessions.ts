import type { Role, SessionJson } from "#lib/contract/access.ts"
import { accessDb } from "#lib/db/client.ts"
import { microText, Prisma } from "#lib/db/sql.ts"
import { roleViewer, type Viewer } from "./roles.ts"
import { hashToken, newToken } from "./token.ts"

/** A session ends after so long without a page opened or a change made, and after so long in any case. */
export const IDLE_HOURS = 12
export const SESSION_DAYS = 7
const MOST_TEXT = 300
/** How many characters of its hash name a session. */
const SESSION_ID_LENGTH = 16

/** Where a request comes from, as the list of sessions shows it. */
export type Browser = { readonly address: string; readonly userAgent: string }

/**
 * A new session, with a token that only its browser gets to know; null where the member is disabled. `verified`: the kept
 * password that was found right, which must be the present one still.
 */
export async function openSession(memberId: string, { address, userAgent }: Browser, verified?: string | null): Promise<string | null> {
  const token = newToken()
  const made = await accessDb().$executeRaw`
    WITH old AS (DELETE FROM sessions WHERE member_id = ${memberId}::uuid
        AND (expires_at < clock_timestamp() OR seen_at < clock_timestamp() - make_interval(hours => ${IDLE_HOURS}::int)))
    INSERT INTO sessions (token_hash, member_id, created_at, seen_at, expires_at, address, user_agent)
    SELECT ${hashToken(token)}, id, clock_timestamp(), clock_timestamp(),
      clock_timestamp() + make_interval(days => ${SESSION_DAYS}::int), ${address}, ${userAgent.slice(0, MOST_TEXT)}
    FROM members WHERE id = ${memberId}::uuid AND disabled_at IS NULL
      AND (${verified === undefined} OR password IS NOT DISTINCT FROM ${verified ?? null})`
  if (made === 0) return null
  await accessDb().$executeRaw`UPDATE members SET last_seen_at = clock_timestamp() WHERE id = ${memberId}::uuid`
  return token
}

type SessionRow = { readonly id: string; readonly email: string; readonly name: string; readonly role: Role; readonly unseen: boolean }

const LIVE = Prisma.sql`s.expires_at > clock_timestamp() AND s.seen_at > clock_timestamp() - make_interval(hours => ${IDLE_HOURS}::int)
  AND s.created_at <= clock_timestamp() + interval '1 hour'`

/** The member whose session a token is; null where there is none, or none any more. `address`: where it is used from now. */
export async function findSession(token: string, address: string | null): Promise<Viewer | null> {
  const hash = hashToken(token)
  const [row] = await accessDb().$queryRaw<SessionRow[]>`
    SELECT m.id::text, m.email, m.name, m.role, s.seen_at < clock_timestamp() - interval '1 minute' AS unseen
    FROM sessions s JOIN members m ON m.id = s.member_id WHERE s.token_hash = ${hash} AND m.disabled_at IS NULL AND ${LIVE}`
  if (!row) return null
  const { id, email, name, role, unseen } = row
  return roleViewer(role, { id, email, name, address, session: { hash: Buffer.from(hash).toString("hex"), unseen } })
}

/** Notes that its member is there: by pages and changes, not by what a page asks for by itself. */
export async function touchSession(viewer: Viewer): Promise<void> {
  if (!viewer.session?.unseen) return
  const hash = new Uint8Array(Buffer.from(viewer.session.hash, "hex"))
  await accessDb().$executeRaw`
    WITH seen AS (
      UPDATE sessions SET seen_at = clock_timestamp() WHERE token_hash = ${hash} RETURNING member_id)
    UPDATE members SET last_seen_at = clock_timestamp() WHERE id IN (SELECT member_id FROM seen)`
}

/**
 * Ends sessions of a member: one by its id, all but one, or all. Open streams are told at once. A session's id is
 * the beginning of its hash.
 */
export async function endSessions(memberId: string, which: { readonly id: string } | { readonly except: string } | "all"): Promise<number> {
  const chosen =
    which === "all"
      ? Prisma.sql`true`
      : "id" in which
        ? Prisma.sql`left(encode(token_hash, 'hex'), greatest(${SESSION_ID_LENGTH}::int, length(${which.id}))) = ${which.id}`
        : Prisma.sql`encode(token_hash, 'hex') <> ${which.except}`
  const [row] = await accessDb().$queryRaw<{ ended: number }[]>`
    WITH ended AS (DELETE FROM sessions WHERE member_id = ${memberId}::uuid AND ${chosen} RETURNING 1)
    SELECT count(*)::int AS ended, pg_notify('portline_access', '')::text AS told FROM ended`
  return row?.ended ?? 0
}

export async function sessionsOf(memberId: string, current: string | null): Promise<SessionJson[]> {
  const rows = await accessDb().$queryRaw<(Omit<SessionJson, "current"> & { readonly hash: string })[]>`
    SELECT left(encode(s.token_hash, 'hex'), ${SESSION_ID_LENGTH}::int) AS id, encode(s.token_hash, 'hex') AS hash,
      ${microText(Prisma.sql`s.created_at`)} AS created_at, ${microText(Prisma.sql`s.seen_at`)} AS seen_at,
      ${microText(Prisma.sql`s.expires_at`)} AS expires_at, s.address, s.user_agent
    FROM sessions s WHERE s.member_id = ${memberId}::uuid AND ${LIVE} ORDER BY s.seen_at DESC, s.token_hash LIMIT 100`
  return rows.map(({ hash, ...session }) => ({ ...session, current: hash === current }))
}
