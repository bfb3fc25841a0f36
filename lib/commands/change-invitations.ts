import { recordDeed } from "#lib/access/audit.ts"
import { holdAdmin } from "#lib/access/hold-admin.ts"
import { keepInvitation } from "#lib/access/invitations.ts"
import { authorize, roleOf, type Viewer } from "#lib/access/roles.ts"
import type { AccessNote } from "#lib/contract/access.ts"
import { accessDb } from "#lib/db/client.ts"
import { isUuid } from "#lib/porting/uuid.ts"
import { isEmail } from "./accept-invitation.ts"

/** `token`: of a link that is shown once. */
export type ChangedOutcome =
  | { readonly ok: true; readonly note: AccessNote; readonly token?: string }
  | { readonly ok: false; readonly note: AccessNote }

/** A link for somebody who is not a member yet. It is handed over by whoever invites: Portline sends no mail. */
export async function inviteMember(viewer: Viewer, given: { readonly email: string; readonly role: string }): Promise<ChangedOutcome> {
  authorize(viewer, "administer")
  const [email, role] = [given.email.trim(), roleOf(given.role)]
  if (!isEmail(email)) return { ok: false, note: "email_wrong" }
  if (role === null) return { ok: false, note: "role_wrong" }
  return accessDb().$transaction(async (tx): Promise<ChangedOutcome> => {
    await holdAdmin(tx, viewer)
    const known = await tx.$queryRaw<unknown[]>`SELECT 1 FROM members WHERE email_key = ${email.toLowerCase()}`
    if (known.length > 0) return { ok: false, note: "email_taken" }
    const token = await keepInvitation(tx, { kind: "invite", email, role, memberId: null }, viewer)
    await recordDeed(tx, viewer, { action: "invited", target: email, detail: role })
    return { ok: true, note: "invited", token }
  })
}

export async function withdrawInvitation(viewer: Viewer, id: string): Promise<ChangedOutcome> {
  authorize(viewer, "administer")
  if (!isUuid(id)) return { ok: false, note: "link_gone" }
  return accessDb().$transaction(async (tx): Promise<ChangedOutcome> => {
    const [row] = await tx.$queryRaw<{ email: string | null }[]>`
      DELETE FROM invitations WHERE id = ${id}::uuid AND kind <> 'setup' RETURNING email`
    if (!row) return { ok: false, note: "link_gone" }
    await recordDeed(tx, viewer, { action: "invitation_withdrawn", target: row.email })
    return { ok: true, note: "withdrawn" }
  })
}
