import Link from "next/link"
import { urls } from "#lib/contract.ts"
import { type LineageQuery, lineageParams } from "#lib/format/lineage-query.ts"

/** "Both" is for screens that have the room: on a phone, the table stands for it. */
const VIEWS = [
  { view: null, text: "Both", className: "max-sm:hidden" },
  { view: "graph", text: "Graph", className: "" },
  { view: "table", text: "Table", className: "" },
] as const

/** Graph, table, or both. */
export function ViewSwitch({ name, query }: { name: string; query: LineageQuery }) {
  return (
    <nav aria-label="Views" className="flex">
      {VIEWS.map(({ view, text, className }) => {
        const isChosen = view === query.view
        const isPhoneDefault = view === "table" && query.view === null
        return (
          <Link
            key={text}
            href={urls.lineage(name, lineageParams({ ...query, view }))}
            prefetch={false}
            aria-current={isChosen ? "true" : undefined}
            className={`control -ms-px rounded-none first:rounded-s-control last:rounded-e-control ${className} ${isChosen ? "bg-selected font-medium" : ""} ${isPhoneDefault ? "max-sm:bg-selected max-sm:font-medium" : ""}`}
          >
            {text}
          </Link>
        )
      })}
    </nav>
  )
}
