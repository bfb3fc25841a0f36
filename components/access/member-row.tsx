import { type MemberJson, ROLES } from "#lib/contract/access.ts"
import { accessUrls } from "#lib/contract/access-urls.ts"
import { ROLE_WORDS } from "#lib/format/access-words.ts"
import { Badge } from "../ui/badge.tsx"
import { Time } from "../ui/time.tsx"

/** One press, one deed: a plain form, so that it works without JavaScript. */
function Deed({ member, act, children }: { member: MemberJson; act: string; children: string }) {
  return (
    <form method="post" action={accessUrls.api.member(member.id)}>
      <button type="submit" name="act" value={act} className="control min-h-6 px-2 text-xs" aria-label={`${children}: ${member.name}`}>
        {children}
      </button>
    </form>
  )
}

function RoleForm({ member }: { member: MemberJson }) {
  return (
    <form method="post" action={accessUrls.api.member(member.id)} className="flex items-center gap-1.5">
      <select name="role" defaultValue={member.role} aria-label={`Role of ${member.name}`} className="control min-h-6 text-xs">
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {ROLE_WORDS[role].name}
          </option>
        ))}
      </select>
      <button type="submit" name="act" value="role" className="control min-h-6 px-2 text-xs" aria-label={`Save the role of ${member.name}`}>
        Save
      </button>
    </form>
  )
}

/** A member, and what an admin may do to one. */
export function MemberRow({ member, isOwn }: { member: MemberJson; isOwn: boolean }) {
  const { name, email, disabled_at, last_seen_at, sessions } = member
  return (
    <tr>
      <th scope="row" className="min-w-0">
        <span className="font-medium">{name}</span> {isOwn && <Badge>You</Badge>} {disabled_at && <Badge tone="ending">Disabled</Badge>}
        <br />
        <span className="break-all text-text-2">{email}</span>
      </th>
      <td>
        <RoleForm member={member} />
      </td>
      <td data-label="Last seen">
        {last_seen_at ? <Time at={last_seen_at} style="ago" ours /> : <span className="text-text-3">Never</span>}
      </td>
      <td data-label="Browsers signed in">{sessions}</td>
      <td>
        <div className="flex flex-wrap gap-1.5">
          <Deed member={member} act="reset">
            New password
          </Deed>
          {sessions > 0 && (
            <Deed member={member} act="sign_out">
              Sign out
            </Deed>
          )}
          <Deed member={member} act={disabled_at ? "enable" : "disable"}>
            {disabled_at ? "Enable" : "Disable"}
          </Deed>
        </div>
      </td>
    </tr>
  )
}
