import { randomUUID } from "node:crypto"
import { networkOf, takeAttempt } from "#lib/access/attempts.ts"
import { type Deed, recordDeed } from "#lib/access/audit.ts"
import { findInvitation, type Invitation } from "#lib/access/invitations.ts"
import { isMemberName } from "#lib/access/names.ts"
import { hashPassword, passwordProblem } from "#lib/access/password.ts"
import { type Browser, endSessions } from "#lib/access/sessions.ts"
import { hashToken } from "#lib/access/token.ts"
import type { AccessNote } from "#lib/contract/access.ts"
import { ADVISORY_LOCKS } from "#lib/db/advisory-locks.ts"
import { accessDb } from "#lib/db/client.ts"
import { beginSession } from "./sign-in.ts"

const LIMIT = { count: 30, seconds: 15 * 60 } as const

const DEEDS: Readonly<Record<Invitation["kind"], Deed>> = { setup: "set_up", invite: "joined", reset: "password_changed" }

export type Chosen = { readonly email: string; readonly name: string; readonly password: string }
export type AcceptedOutcome =
  | { readonly ok: true; readonly session: string; readonly known: string | null }
  | { readonly ok: false; readonly note: AccessNote }

/** One `@` with something on both sides, no space: whether mail arrives there only mail can tell. */
export const isEmail = (text: string): boolean => /^[^\s@]{1,64}@[^\s@]{1,190}$/.test(text)

function problemOf({ kind }: Invitation, { email, name, password }: Chosen): AccessNote | null {
  if (!isEmail(email)) return "email_wrong"
  if (kind !== "reset" && !isMemberName(name)) return "name_wrong"
  return passwordProblem(password, email)
}

/** Uses the invitation up and makes or changes its member, or does neither; its member's id and name. */
async function use(token: string, { email, name }: Chosen, hash: string): Promise<{ readonly id: string; readonly name: string } | null> {
  const db = accessDb()
  const [, rows] = await db.$transaction([
    db.$executeRaw`SELECT pg_advisory_xact_lock(${ADVISORY_LOCKS.setUp}::bigint)`,
    db.$queryRaw<{ id: string; name: string }[]>`
      WITH used AS (
        DELETE FROM invitations WHERE token_hash = ${hashToken(token)} AND expires_at > clock_timestamp()
        RETURNING kind, coalesce(email, ${email}) AS email, role, member_id
      ), made AS (
        INSERT INTO members (id, email, email_key, name, role, password, created_at)
        SELECT ${randomUUID()}::uuid, email, lower(email), ${name}, role, ${hash}, clock_timestamp()
        FROM used WHERE kind = 'invite' OR (kind = 'setup' AND NOT EXISTS (SELECT 1 FROM members))
        ON CONFLICT (email_key) DO NOTHING RETURNING id, name
      ), changed AS (
        UPDATE members SET password = ${hash} FROM used
        WHERE used.kind = 'reset' AND members.id = used.member_id AND members.disabled_at IS NULL RETURNING members.id, members.name
      )
      SELECT id::text, name FROM made UNION ALL SELECT id::text, name FROM changed`,
    db.$executeRaw`DELETE FROM invitations WHERE kind = 'setup' AND EXISTS (SELECT 1 FROM members)`,
  ])
  return rows[0] ?? null
}

/** Lets the holder of a link choose a password, once, and signs them in. Whatever else was signed in as them is not any more. */
export async function acceptInvitation(token: string, given: Chosen, browser: Browser): Promise<AcceptedOutcome> {
  if (!(await takeAttempt(`setup ${networkOf(browser.address)}`, LIMIT)).ok) return { ok: false, note: "limited" }
  const invitation = await findInvitation(token)
  if (invitation === null) return { ok: false, note: "link_gone" }
  const chosen = { ...given, email: invitation.email ?? given.email.trim(), name: given.name.trim() }
  const note = problemOf(invitation, chosen)
  if (note !== null) return { ok: false, note }
  const hash = await hashPassword(chosen.password)
  if (hash === null) return { ok: false, note: "busy" }
  const member = await use(token, chosen, hash)
  if (member === null) return { ok: false, note: invitation.kind === "invite" ? "email_taken" : "link_gone" }
  await endSessions(member.id, "all")
  await recordDeed(accessDb(), { ...member, address: browser.address }, { action: DEEDS[invitation.kind], target: chosen.email })
  return (await beginSession(member, browser, null)) ?? { ok: false, note: "link_gone" }
}
