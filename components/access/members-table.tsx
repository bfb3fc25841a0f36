import type { InvitationJson, MemberJson } from "#lib/contract/access.ts"
import { accessUrls } from "#lib/contract/access-urls.ts"
import { ROLE_WORDS } from "#lib/format/access-words.ts"
import { TableHead } from "../ui/table-head.tsx"
import { Time } from "../ui/time.tsx"
import { MemberRow } from "./member-row.tsx"

export function MembersTable({ members, ownId }: { members: readonly MemberJson[]; ownId: string | null }) {
  if (members.length === 0) return <p className="text-text-2">Nobody is a member yet.</p>
  return (
    <table className="rows">
      <caption className="sr-only">Members by name</caption>
      <TableHead names={["Member", "Role", "Last seen", "Browsers signed in", "Change"]} />
      <tbody>
        {members.map((member) => (
          <MemberRow key={member.id} member={member} isOwn={member.id === ownId} />
        ))}
      </tbody>
    </table>
  )
}

/** Links that were handed over and not used. */
export function InvitationsTable({ invitations }: { invitations: readonly InvitationJson[] }) {
  return (
    <table className="rows">
      <caption className="sr-only">Links, the newest first</caption>
      <TableHead names={["For", "Opens", "Made by", "Over", "Withdraw"]} />
      <tbody>
        {invitations.map(({ id, kind, email, role, created_by, expires_at }) => (
          <tr key={id}>
            <th scope="row" className="break-all">
              {email}
            </th>
            <td>{kind === "reset" ? "A new password" : `Membership as ${role ? ROLE_WORDS[role].name.toLowerCase() : "member"}`}</td>
            <td data-label="Made by">{created_by}</td>
            <td data-label="Over">
              <Time at={expires_at} style="moment" ours />
            </td>
            <td>
              <form method="post" action={accessUrls.api.withdraw(id)}>
                <button type="submit" className="control min-h-6 px-2 text-xs" aria-label={`Withdraw the link for ${email}`}>
                  Withdraw
                </button>
              </form>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
