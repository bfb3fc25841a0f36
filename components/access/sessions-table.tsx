import type { SessionJson } from "#lib/contract/access.ts"
import { accessUrls } from "#lib/contract/access-urls.ts"
import { browserText } from "#lib/format/access-words.ts"
import { Badge } from "../ui/badge.tsx"
import { TableHead } from "../ui/table-head.tsx"
import { Time } from "../ui/time.tsx"

const HEADINGS = ["Browser", "Address", "Signed in", "Last seen", "End"]

function SessionRow({ session: { id, user_agent, address, created_at, seen_at, current } }: { session: SessionJson }) {
  const browser = browserText(user_agent)
  return (
    <tr>
      <th scope="row" title={user_agent}>
        {browser} {current && <Badge tone="committed">This one</Badge>}
      </th>
      <td data-label="Address" className="font-mono text-xs">
        {address}
      </td>
      <td data-label="Signed in">
        <Time at={created_at} style="moment" ours />
      </td>
      <td data-label="Last seen">
        <Time at={seen_at} style="ago" ours />
      </td>
      <td>
        {!current && (
          <form method="post" action={accessUrls.api.endSessions}>
            <button
              type="submit"
              name="id"
              value={id}
              className="control min-h-6 px-2 text-xs"
              aria-label={`Sign out ${browser}, ${address}`}
            >
              Sign out
            </button>
          </form>
        )}
      </td>
    </tr>
  )
}

/** Where one is signed in. */
export function SessionsTable({ sessions }: { sessions: readonly SessionJson[] }) {
  return (
    <section aria-labelledby="sessions" className="flex flex-col gap-3">
      <h2 id="sessions">Browsers that are signed in as you</h2>
      <table className="rows">
        <caption className="sr-only">Sessions, the last seen first</caption>
        <TableHead names={HEADINGS} />
        <tbody>
          {sessions.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </tbody>
      </table>
      {sessions.length > 1 && (
        <form method="post" action={accessUrls.api.endSessions}>
          <button type="submit" className="control">
            Sign out everywhere else
          </button>
        </form>
      )}
      <p className="max-w-prose text-sm text-text-2">
        A session ends twelve hours after a page was last opened, and after seven days in any case.
      </p>
    </section>
  )
}
