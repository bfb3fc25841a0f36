import { InviteForm } from "#components/access/invite-form.tsx"
import { InvitationsTable, MembersTable } from "#components/access/members-table.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { requirePageViewer } from "#lib/access/page-viewer.ts"
import { isLogInOn } from "#lib/access/viewer.ts"
import { listInvitations, listMembers } from "#lib/queries/list-members.ts"

/** Who may sign in, and as what. */
export async function MembersTab() {
  const viewer = await requirePageViewer("administer")
  const [members, invitations] = await Promise.all([listMembers(viewer), listInvitations(viewer)])
  return (
    <>
      {!isLogInOn() && (
        <Notice kind="warning">
          Nobody has to sign in: this Portline was started with <code>AUTH=none</code>. Whoever is on this machine may do all.
        </Notice>
      )}
      <section aria-labelledby="members" className="flex flex-col gap-3">
        <h2 id="members">Members</h2>
        <MembersTable members={members} ownId={viewer.id} />
      </section>
      {invitations.length > 0 && (
        <section aria-labelledby="invitations" className="flex flex-col gap-3">
          <h2 id="invitations">Links not used yet</h2>
          <InvitationsTable invitations={invitations} />
        </section>
      )}
      <InviteForm />
    </>
  )
}
