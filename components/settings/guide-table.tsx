import Link from "next/link"
import { type Counts, urls } from "#lib/contract.ts"
import { clockText } from "#lib/format/clock-text.ts"
import { countIn, countText } from "#lib/format/count-text.ts"
import { filterParam } from "#lib/format/filter-param.ts"
import type { ExceptionGuide, ExceptionGuideRow } from "#lib/porting/exception.ts"
import { CourtMark } from "../attention/court-mark.tsx"
import { Badge } from "../ui/badge.tsx"
import { TableHead } from "../ui/table-head.tsx"

type GuideTableProps = { readonly guide: ExceptionGuide; readonly own: readonly string[]; readonly counts: Counts }
const HEADINGS = ["Code", "Name", "Court", "Limit", "Row", "Orders now"]

type GuideRowProps = { readonly code: string; readonly row: ExceptionGuideRow; readonly isOwn: boolean; readonly orders: number }

function GuideTableRow({ code, row, isOwn, orders }: GuideRowProps) {
  return (
    <tr data-row>
      <th scope="row">
        <Link
          href={urls.settingsTab("guide", { code })}
          prefetch={false}
          className="inline-block min-h-6 break-all font-mono text-xs leading-6"
          translate="no"
        >
          {code}
        </Link>
      </th>
      <td>{row.name}</td>
      <td>
        <CourtMark court={row.court} word={row.court === "you" && row.withCustomer ? "You, with the customer" : undefined} />
      </td>
      <td data-empty={row.limit === null || undefined} data-label="Limit" className="text-text-2">
        {row.limit ? clockText(row.limit) : "As the status"}
      </td>
      <td data-empty={!isOwn || undefined}>
        {isOwn ? <Badge tone="waiting">Customised</Badge> : <span className="text-text-3">Default</span>}
      </td>
      <td data-empty={orders === 0 || undefined} data-label="Orders">
        {orders > 0 ? (
          <Link
            href={urls.orders(new URLSearchParams({ exception_code: filterParam([code]) }))}
            prefetch={false}
            className="inline-block min-h-6"
            aria-label={`${orders} orders carry ${code}`}
          >
            {countText(orders)}
          </Link>
        ) : (
          <span className="text-text-3">None</span>
        )}
      </td>
    </tr>
  )
}

/** Every code that the guide knows: what it is called and whose move it makes an order. */
export function GuideTable({ guide, own, counts }: GuideTableProps) {
  const codes = Object.entries(guide).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return (
    <table className="rows">
      <caption className="sr-only">The exception guide, by code</caption>
      <TableHead names={HEADINGS} />
      <tbody>
        {codes.map(([code, row]) => (
          <GuideTableRow key={code} code={code} row={row} isOwn={own.includes(code)} orders={countIn(counts, code)} />
        ))}
      </tbody>
    </table>
  )
}
