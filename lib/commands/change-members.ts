import { type Deed, recordDeed } from "#lib/access/audit.ts"
import { holdAdmin } from "#lib/access/hold-admin.ts"
import { keepInvitation } from "#lib/access/invitations.ts"
import { authorize, roleOf, type Viewer } from "#lib/access/roles.ts"
import { endSessions } from "#lib/access/sessions.ts"
import type { AccessNote, Role } from "#lib/contract/access.ts"
import { accessDb, type Tx } from "#lib/db/client.ts"
import { Prisma } from "#lib/db/sql.ts"
import { isUuid } from "#lib/porting/uuid.ts"
import type { ChangedOutcome } from "./change-invitations.ts"

type Target = { readonly id: string; readonly email: string }

async function targetOf(id: string): Promise<Target | null> {
  if (!isUuid(id)) return null
  const [row] = await accessDb().$queryRaw<Target[]>`SELECT id::text, email FROM members WHERE id = ${id}::uuid`
  return row ?? null
}

/** `isSo`: whether the member is as `set` would make it, of members `m`. `ends`: no admin afterwards, who may let others in. */
type Change = {
  readonly set: Prisma.Sql
  readonly isSo: Prisma.Sql
  readonly ends: boolean
  readonly done: { readonly action: Deed; readonly detail?: string }
}

/** What a member made to let others in ends with the right to make it: a link or a key kept back would be a way in again. */
async function endMade(tx: Tx, viewer: Viewer, id: string): Promise<void> {
  const links = await tx.$queryRaw<{ email: string | null }[]>`
    WITH made AS (DELETE FROM invitations WHERE created_by_id = ${id}::uuid RETURNING email, member_id)
    SELECT coalesce(made.email, m.email) AS email FROM made LEFT JOIN members m ON m.id = made.member_id`
  const keys = await tx.$queryRaw<{ name: string }[]>`
    UPDATE api_keys SET revoked_at = clock_timestamp() WHERE created_by_id = ${id}::uuid AND revoked_at IS NULL
    RETURNING name, pg_notify('portline_access', '')::text`
  for (const { email } of links) await recordDeed(tx, viewer, { action: "invitation_withdrawn", target: email })
  for (const { name } of keys) await recordDeed(tx, viewer, { action: "key_revoked", target: name })
}

/** Changes a member, unless no other admin would be left who can sign in. What is so already is no deed. */
async function change(viewer: Viewer, { id, email }: Target, { set, isSo, ends, done }: Change): Promise<boolean> {
  return accessDb().$transaction(async (tx) => {
    await holdAdmin(tx, viewer)
    const [member] = await tx.$queryRaw<{ is_so: boolean; is_other_left: boolean }[]>`
      SELECT ${isSo} AS is_so,
        EXISTS (SELECT 1 FROM members o WHERE o.id <> m.id AND o.role = 'admin' AND o.disabled_at IS NULL) AS is_other_left
      FROM members m WHERE id = ${id}::uuid`
    const isAllowed = member !== undefined && (member.is_so || member.is_other_left || done.action === "member_enabled")
    if (!isAllowed) return false
    if (ends) await endMade(tx, viewer, id)
    if (member.is_so) return true
    // A link for a new password that was made before lets nobody in afterwards. First, as who uses it does: else both could wait for each other.
    if (done.action === "member_disabled") await tx.$executeRaw`DELETE FROM invitations WHERE member_id = ${id}::uuid`
    await tx.$queryRaw`UPDATE members SET ${set} WHERE id = ${id}::uuid RETURNING pg_notify('portline_access', '')::text`
    await recordDeed(tx, viewer, { ...done, target: email })
    return true
  })
}

async function makeReset(viewer: Viewer, { id, email }: Target): Promise<ChangedOutcome> {
  return accessDb().$transaction(async (tx): Promise<ChangedOutcome> => {
    await holdAdmin(tx, viewer)
    const enabled = await tx.$queryRaw<unknown[]>`SELECT 1 FROM members WHERE id = ${id}::uuid AND disabled_at IS NULL`
    if (enabled.length === 0) return { ok: false, note: "member_disabled" }
    const token = await keepInvitation(tx, { kind: "reset", email: null, role: null, memberId: id }, viewer)
    await recordDeed(tx, viewer, { action: "reset_made", target: email })
    return { ok: true, note: "reset_made", token }
  })
}

async function endAll(viewer: Viewer, { id, email }: Target): Promise<ChangedOutcome> {
  const ended = await endSessions(id, "all")
  await recordDeed(accessDb(), viewer, { action: "sessions_ended", target: email, detail: String(ended) })
  return { ok: true, note: "sessions_ended" }
}

const ENABLED: Change = {
  set: Prisma.sql`disabled_at = NULL`,
  isSo: Prisma.sql`m.disabled_at IS NULL`,
  ends: false,
  done: { action: "member_enabled" },
}
const DISABLED: Change = {
  set: Prisma.sql`disabled_at = clock_timestamp()`,
  isSo: Prisma.sql`m.disabled_at IS NOT NULL`,
  ends: true,
  done: { action: "member_disabled" },
}
const ofRole = (role: Role): Change => ({
  set: Prisma.sql`role = ${role}`,
  isSo: Prisma.sql`m.role = ${role}`,
  ends: role !== "admin",
  done: { action: "role_changed", detail: role },
})

/** What an admin does to a member: `act` is one of `role` (with a role), `disable`, `enable`, `reset`, `sign_out`. */
export async function changeMember(
  viewer: Viewer,
  id: string,
  { act, role: given }: { readonly act: string; readonly role: string },
): Promise<ChangedOutcome | null> {
  authorize(viewer, "administer")
  const target = await targetOf(id)
  if (target === null) return { ok: false, note: "no_such_member" }
  const changed = async (how: Change, note: AccessNote): Promise<ChangedOutcome> =>
    (await change(viewer, target, how)) ? { ok: true, note } : { ok: false, note: "last_admin" }
  if (act === "reset") return makeReset(viewer, target)
  if (act === "sign_out") return endAll(viewer, target)
  if (act === "enable") return changed(ENABLED, "enabled")
  if (act === "role") {
    const role = roleOf(given)
    return role === null ? { ok: false, note: "role_wrong" } : changed(ofRole(role), "role_changed")
  }
  if (act !== "disable") return null
  const disabled = await changed(DISABLED, "disabled")
  if (disabled.ok) await endSessions(id, "all")
  return disabled
}
