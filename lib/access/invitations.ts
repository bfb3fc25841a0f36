import { randomUUID } from "node:crypto"
import type { InvitationKind, Role } from "#lib/contract/access.ts"
import { accessDb, type Tx } from "#lib/db/client.ts"
import type { Viewer } from "./roles.ts"
import { hashToken, newToken } from "./token.ts"

const SETUP_HOURS = 24
const INVITE_HOURS = 72

export type Invitation = {
  readonly kind: InvitationKind
  /** Whom it is for; null: the first admin names one. */
  readonly email: string | null
  readonly role: Role | null
  readonly memberId: string | null
}

/** The invitation that a token opens; null where there is none, it was used or is over. */
export async function findInvitation(token: string): Promise<Invitation | null> {
  const [row] = await accessDb().$queryRaw<Invitation[]>`
    SELECT i.kind, coalesce(m.email, i.email) AS email, i.role, i.member_id::text AS "memberId"
    FROM invitations i LEFT JOIN members m ON m.id = i.member_id
    WHERE i.token_hash = ${hashToken(token)} AND i.expires_at > clock_timestamp()`
  return row ?? null
}

/** The token of a link for the first admin; null where there is a member already. */
export async function offerSetup(): Promise<string | null> {
  const token = newToken()
  const made = await accessDb().$executeRaw`
    INSERT INTO invitations (token_hash, id, kind, email, role, member_id, created_by, created_at, expires_at)
    SELECT ${hashToken(token)}, ${randomUUID()}::uuid, 'setup', NULL, 'admin', NULL, 'the start', clock_timestamp(),
      clock_timestamp() + make_interval(hours => ${SETUP_HOURS}::int)
    WHERE NOT EXISTS (SELECT 1 FROM members)`
  return made > 0 ? token : null
}

type Offer = {
  readonly kind: "invite" | "reset"
  readonly email: string | null
  readonly role: Role | null
  readonly memberId: string | null
}

/** Keeps an invitation; the token that opens it. An earlier one for the same person ends with it. */
export async function keepInvitation(tx: Tx, { kind, email, role, memberId }: Offer, maker: Pick<Viewer, "id" | "name">): Promise<string> {
  const token = newToken()
  await tx.$executeRaw`
    WITH old AS (
      DELETE FROM invitations WHERE expires_at < clock_timestamp() OR (kind = ${kind} AND
        (lower(email) = lower(${email}) OR member_id = ${memberId}::uuid))
    )
    INSERT INTO invitations (token_hash, id, kind, email, role, member_id, created_by, created_by_id, created_at, expires_at)
    VALUES (${hashToken(token)}, ${randomUUID()}::uuid, ${kind}, ${email}, ${role}, ${memberId}::uuid, ${maker.name}, ${maker.id}::uuid,
      clock_timestamp(), clock_timestamp() + make_interval(hours => ${INVITE_HOURS}::int))`
  return token
}

/** Whether anybody can sign in at all. */
export async function hasMembers(): Promise<boolean> {
  const rows = await accessDb().$queryRaw<unknown[]>`SELECT 1 FROM members LIMIT 1`
  return rows.length > 0
}
