import { authorize, type Viewer } from "#lib/access/roles.ts"
import { IDLE_HOURS } from "#lib/access/sessions.ts"
import type { InvitationJson, MemberJson } from "#lib/contract/access.ts"
import { accessDb } from "#lib/db/client.ts"
import { microText, Prisma } from "#lib/db/sql.ts"

/** Everybody who may sign in, or could: by name. */
export async function listMembers(viewer: Viewer): Promise<MemberJson[]> {
  authorize(viewer, "administer")
  return accessDb().$queryRaw<MemberJson[]>`
    SELECT m.id::text, m.email, m.name, m.role, ${microText(Prisma.sql`m.disabled_at`)} AS disabled_at,
      ${microText(Prisma.sql`m.created_at`)} AS created_at, ${microText(Prisma.sql`m.last_seen_at`)} AS last_seen_at,
      (SELECT count(*)::int FROM sessions s WHERE s.member_id = m.id AND s.expires_at > clock_timestamp()
        AND s.seen_at > clock_timestamp() - make_interval(hours => ${IDLE_HOURS}::int)) AS sessions
    FROM members m ORDER BY lower(m.name), m.id`
}

/** Links that nobody has used yet, the newest first. */
export async function listInvitations(viewer: Viewer): Promise<InvitationJson[]> {
  authorize(viewer, "administer")
  return accessDb().$queryRaw<InvitationJson[]>`
    SELECT i.id::text, i.kind, coalesce(m.email, i.email) AS email, i.role, i.created_by, ${microText(Prisma.sql`i.expires_at`)} AS expires_at
    FROM invitations i LEFT JOIN members m ON m.id = i.member_id
    WHERE i.kind <> 'setup' AND i.expires_at > clock_timestamp() ORDER BY i.created_at DESC, i.id`
}
