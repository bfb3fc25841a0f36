import type { ApiKeyJson } from "#lib/contract/access.ts"
import { accessUrls } from "#lib/contract/access-urls.ts"
import { Badge } from "../ui/badge.tsx"
import { TableHead } from "../ui/table-head.tsx"
import { Time } from "../ui/time.tsx"

const HEADINGS = ["Name", "May", "Made by", "Last used", "Over", "Revoke"]

function Revoke({ apiKey: { id, name } }: { apiKey: ApiKeyJson }) {
  return (
    <form method="post" action={accessUrls.api.revokeKey(id)}>
      <button type="submit" className="control min-h-6 px-2 text-xs" aria-label={`Revoke ${name}`}>
        Revoke
      </button>
    </form>
  )
}

function KeyRow({ apiKey, isOver }: { apiKey: ApiKeyJson; isOver: boolean }) {
  const { name, hint, scopes, created_by, expires_at, last_used_at, revoked_at } = apiKey
  return (
    <tr>
      <th scope="row" className="min-w-0">
        <span className="font-medium">{name}</span> {revoked_at ? <Badge>Revoked</Badge> : isOver && <Badge>Over</Badge>}
        <br />
        <code className="text-text-2" translate="no">
          {hint}…
        </code>
      </th>
      <td data-label="May">{scopes.join(", ")}</td>
      <td data-label="Made by">{created_by}</td>
      <td data-label="Last used">
        {last_used_at ? <Time at={last_used_at} style="ago" ours /> : <span className="text-text-3">Never</span>}
      </td>
      <td data-label="Over">
        <Time at={expires_at} style="moment" ours />
      </td>
      <td>{!revoked_at && !isOver && <Revoke apiKey={apiKey} />}</td>
    </tr>
  )
}

/** Keys, those in force first. `now`: for which moment. */
export function KeysTable({ keys, now }: { keys: readonly ApiKeyJson[]; now: number }) {
  if (keys.length === 0) return <p className="text-text-2">There is no key yet.</p>
  return (
    <table className="rows">
      <caption className="sr-only">API keys, those in force first</caption>
      <TableHead names={HEADINGS} />
      <tbody>
        {keys.map((key) => (
          <KeyRow key={key.id} apiKey={key} isOver={Date.parse(key.expires_at) < now} />
        ))}
      </tbody>
    </table>
  )
}
