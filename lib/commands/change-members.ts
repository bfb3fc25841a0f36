import { type Deed, recordDeed } from "#lib/access/audit.ts"
import { newInvitation } from "#lib/access/invitations.ts"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import { endSessions } from "#lib/access/sessions.ts"
import { type AccessNote, ROLES, type Role } from "#lib/contract/access.ts"
import { ADVISORY_LOCKS } from "#lib/db/advisory-locks.ts"
import { accessDb, type Tx } from "#lib/db/client.ts"
import { Prisma } from "#lib/db/sql.ts"
import { isEmail } from "./accept-invitation.ts"

/** `token`: of a link that is shown once. */
export type ChangedOutcome =
  | { readonly ok: true; readonly note: AccessNote; readonly token?: string }
  | { readonly ok: false; readonly note: AccessNote }

const IS_UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const roleOf = (text: string): Role | null => ROLES.find((role) => role === text) ?? null

/** A link for somebody who is not a member yet. It is handed over by whoever invites: Portline sends no mail. */
export async function inviteMember(viewer: Viewer, given: { readonly email: string; readonly role: string }): Promise<ChangedOutcome> {
  authorize(viewer, "administer")
  const [email, role] = [given.email.trim(), roleOf(given.role)]
  if (!isEmail(email)) return { ok: false, note: "email_wrong" }
  if (role === null) return { ok: false, note: "role_wrong" }
  const db = accessDb()
  const known = await db.$queryRaw<unknown[]>`SELECT 1 FROM members WHERE email_key = ${email.toLowerCase()}`
  if (known.length > 0) return { ok: false, note: "email_taken" }
  const { token, statement } = newInvitation({ kind: "invite", email, role, memberId: null }, viewer)
  await db.$transaction([statement, recordDeed(db, viewer, { action: "invited", target: email, detail: role })])
  return { ok: true, note: "invited", token }
}

export async function withdrawInvitation(viewer: Viewer, id: string): Promise<ChangedOutcome> {
  authorize(viewer, "administer")
  if (!IS_UUID.test(id)) return { ok: false, note: "link_gone" }
  return accessDb().$transaction(async (tx): Promise<ChangedOutcome> => {
    const [row] = await tx.$queryRaw<{ email: string | null }[]>`
      DELETE FROM invitations WHERE id = ${id}::uuid AND kind <> 'setup' RETURNING email`
    if (!row) return { ok: false, note: "link_gone" }
    await recordDeed(tx, viewer, { action: "invitation_withdrawn", target: row.email })
    return { ok: true, note: "withdrawn" }
  })
}

type Target = { readonly id: string; readonly email: string; readonly disabled: boolean }

async function targetOf(id: string): Promise<Target | null> {
  if (!IS_UUID.test(id)) return null
  const [row] = await accessDb().$queryRaw<
    Target[]
  >`SELECT id::text, email, disabled_at IS NOT NULL AS disabled FROM members WHERE id = ${id}::uuid`
  return row ?? null
}

/** `isSo`: whether the member is as `set` would make it, of members `m`. */
type Change = { readonly set: Prisma.Sql; readonly isSo: Prisma.Sql; readonly done: { readonly action: Deed; readonly detail?: string } }

/** What a member made to let others in ends with the right to make it: a link or a key kept back would be a way in again. */
async function endMade(tx: Tx, viewer: Viewer, id: string): Promise<void> {
  const links = await tx.$queryRaw<{ email: string | null }[]>`
    WITH made AS (DELETE FROM invitations WHERE created_by_id = ${id}::uuid RETURNING email, member_id)
    SELECT coalesce(made.email, m.email) AS email FROM made LEFT JOIN members m ON m.id = made.member_id`
  const keys = await tx.$queryRaw<{ name: string }[]>`
    UPDATE api_keys SET revoked_at = clock_timestamp() WHERE created_by_id = ${id}::uuid AND revoked_at IS NULL RETURNING name`
  for (const { email } of links) await recordDeed(tx, viewer, { action: "invitation_withdrawn", target: email })
  for (const { name } of keys) await recordDeed(tx, viewer, { action: "key_revoked", target: name })
}

/** Changes a member, unless no other admin would be left who can sign in. What is so already is no deed. */
async function change(viewer: Viewer, { id, email }: Target, { set, isSo, done }: Change): Promise<boolean> {
  return accessDb().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${ADVISORY_LOCKS.members}::bigint)`
    const [member] = await tx.$queryRaw<{ is_so: boolean; is_other_left: boolean }[]>`
      SELECT ${isSo} AS is_so,
        EXISTS (SELECT 1 FROM members o WHERE o.id <> m.id AND o.role = 'admin' AND o.disabled_at IS NULL) AS is_other_left
      FROM members m WHERE id = ${id}::uuid`
    if (member?.is_so) return true
    const isEnabled = done.action === "member_enabled"
    if (!isEnabled && !member?.is_other_left) return false
    await tx.$queryRaw`UPDATE members SET ${set} WHERE id = ${id}::uuid RETURNING pg_notify('portline_access', '')::text`
    // A link for a new password that was made before lets nobody in afterwards.
    if (done.action === "member_disabled") await tx.$executeRaw`DELETE FROM invitations WHERE member_id = ${id}::uuid`
    await recordDeed(tx, viewer, { ...done, target: email })
    if (!isEnabled) await endMade(tx, viewer, id)
    return true
  })
}

async function makeReset(viewer: Viewer, { id, email, disabled }: Target): Promise<ChangedOutcome> {
  if (disabled) return { ok: false, note: "member_disabled" }
  const { token, statement } = newInvitation({ kind: "reset", email: null, role: null, memberId: id }, viewer)
  const db = accessDb()
  await db.$transaction([statement, recordDeed(db, viewer, { action: "reset_made", target: email })])
  return { ok: true, note: "reset_made", token }
}

async function endAll(viewer: Viewer, { id, email }: Target): Promise<ChangedOutcome> {
  const ended = await endSessions(id, "all")
  await recordDeed(accessDb(), viewer, { action: "sessions_ended", target: email, detail: String(ended) })
  return { ok: true, note: "sessions_ended" }
}

/** What an admin does to a member: `act` is one of `role` (with a role), `disable`, `enable`, `reset`, `sign_out`. */
export async function changeMember(
  viewer: Viewer,
  id: string,
  { act, role: given }: { readonly act: string; readonly role: string },
): Promise<ChangedOutcome | null> {
  authorize(viewer, "administer")
  const target = await targetOf(id)
  if (target === null) return { ok: false, note: "no_such_member" }
  const answer = (ok: boolean, note: AccessNote): ChangedOutcome => (ok ? { ok, note } : { ok, note: "last_admin" })
  if (act === "reset") return makeReset(viewer, target)
  if (act === "sign_out") return endAll(viewer, target)
  if (act === "enable") {
    const enabled = {
      set: Prisma.sql`disabled_at = NULL`,
      isSo: Prisma.sql`m.disabled_at IS NULL`,
      done: { action: "member_enabled" },
    } as const
    return answer(await change(viewer, target, enabled), "enabled")
  }
  if (act === "disable") {
    const set = Prisma.sql`disabled_at = clock_timestamp()`
    const isDone = await change(viewer, target, { set, isSo: Prisma.sql`m.disabled_at IS NOT NULL`, done: { action: "member_disabled" } })
    if (isDone) await endSessions(id, "all")
    return answer(isDone, "disabled")
  }
  if (act !== "role") return null
  const role = roleOf(given)
  if (role === null) return { ok: false, note: "role_wrong" }
  const changed = {
    set: Prisma.sql`role = ${role}`,
    isSo: Prisma.sql`m.role = ${role}`,
    done: { action: "role_changed", detail: role },
  } as const
  return answer(await change(viewer, target, changed), "role_changed")
}
