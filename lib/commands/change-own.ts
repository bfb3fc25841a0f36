import { giveBack, takeAttempt } from "#lib/access/attempts.ts"
import { recordDeed } from "#lib/access/audit.ts"
import { hashPassword, passwordProblem, verifyPassword } from "#lib/access/password.ts"
import type { Viewer } from "#lib/access/roles.ts"
import { endSessions } from "#lib/access/sessions.ts"
import { type AccessNote, AccessRefused } from "#lib/contract/access.ts"
import { accessDb } from "#lib/db/client.ts"

const LIMIT = { count: 10, seconds: 15 * 60 } as const

/** A member, signed in: the only ones who have a password and sessions. */
function memberOf(viewer: Viewer): { readonly id: string; readonly email: string; readonly session: string } {
  const { kind, id, email, session } = viewer
  if (kind !== "member" || id === null || email === null || session === null)
    throw new AccessRefused(403, "That is for members who are signed in.")
  return { id, email, session: session.hash }
}

/** Changes one's own password; every other browser that is signed in as one is not any more. */
export async function changePassword(viewer: Viewer, given: { readonly old: string; readonly password: string }): Promise<AccessNote> {
  const member = memberOf(viewer)
  const note = passwordProblem(given.password, member.email)
  if (note !== null) return note
  const tries = `password ${member.id}`
  if (!(await takeAttempt(tries, LIMIT)).ok) return "limited"
  const [row] = await accessDb().$queryRaw<{ password: string | null }[]>`SELECT password FROM members WHERE id = ${member.id}::uuid`
  const verdict = await verifyPassword(given.old, row?.password ?? null)
  if (verdict !== "right") return verdict === "busy" ? "busy" : "password_wrong"
  await giveBack([tries])
  const hash = await hashPassword(given.password)
  if (hash === null) return "busy"
  const db = accessDb()
  await db.$transaction([
    db.$executeRaw`UPDATE members SET password = ${hash} WHERE id = ${member.id}::uuid`,
    db.$executeRaw`DELETE FROM invitations WHERE member_id = ${member.id}::uuid`,
    recordDeed(db, viewer, { action: "password_changed", target: member.email }),
  ])
  await endSessions(member.id, { except: member.session })
  return "password_changed"
}

/** Ends one's own sessions: one by its id, or all but this one. */
export async function endOwnSessions(viewer: Viewer, id: string | null): Promise<AccessNote> {
  const member = memberOf(viewer)
  const ended = await endSessions(member.id, id === null ? { except: member.session } : { id })
  await recordDeed(accessDb(), viewer, { action: "sessions_ended", target: member.email, detail: String(ended) })
  return "sessions_ended"
}

/** Ends the session that asks. */
export async function signOut(viewer: Viewer): Promise<void> {
  const member = memberOf(viewer)
  await endSessions(member.id, { id: member.session })
  await recordDeed(accessDb(), viewer, { action: "signed_out" })
}
