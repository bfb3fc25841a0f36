import type { AuditJson } from "#lib/contract/access.ts"
import { deedText } from "#lib/format/access-words.ts"
import { TableHead } from "../ui/table-head.tsx"
import { Time } from "../ui/time.tsx"

const HEADINGS = ["When", "Who", "Deed", "To what", "Detail", "From"]

function Cell({ label, text, isCode = false }: { label: string; text: string | null; isCode?: boolean }) {
  return (
    <td
      data-label={label}
      data-empty={text === null || undefined}
      className={`min-w-0 break-words ${isCode ? "whitespace-nowrap font-mono text-xs" : ""}`}
    >
      {text ?? ""}
    </td>
  )
}

export function AuditTable({ rows, isFiltered }: { rows: readonly AuditJson[]; isFiltered: boolean }) {
  if (rows.length === 0) return <p className="text-text-2">{isFiltered ? "Nothing matches this filter." : "Nothing was done yet."}</p>
  return (
    <table className="rows">
      <caption className="sr-only">Deeds, the newest first</caption>
      <TableHead names={HEADINGS} />
      <tbody>
        {rows.map(({ id, at, actor, actor_email, action, target, detail, address }) => (
          <tr key={id}>
            <th scope="row" className="whitespace-nowrap">
              <Time at={at} style="moment" ours />
            </th>
            <td className="min-w-0 break-words">
              <bdi>{actor}</bdi>
              {actor_email && <span className="block break-all text-xs text-text-2">{actor_email}</span>}
            </td>
            <td className="font-medium">{deedText(action)}</td>
            <Cell label="To" text={target} />
            <Cell label="Detail" text={detail} />
            <Cell label="From" text={address} isCode />
          </tr>
        ))}
      </tbody>
    </table>
  )
}
