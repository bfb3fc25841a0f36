"use client"

import Link from "next/link"
import { type InboxJson, urls } from "#lib/contract.ts"
import { countText } from "#lib/format/count-text.ts"
import { verdictTabs } from "#lib/format/event-filters.ts"
import { withParam } from "#lib/format/list-query.ts"
import { useInbox } from "./inbox-summary.tsx"

const LOOK =
  "flex min-h-8 items-center gap-1.5 rounded-control px-2.5 font-medium text-text-2 hover:bg-sunken hover:no-underline aria-[current]:bg-selected aria-[current]:text-link pointer-coarse:min-h-11"

/** The inbox by verdict, as links: each is a filter of the URL. */
export function VerdictTabs({ query, initial }: { query: string; initial: InboxJson }) {
  const params = new URLSearchParams(query)
  // The numbers are of everything: beside a list that is filtered further they would not be its own.
  const isFiltered = ["event_type", "order", "event_id"].some((name) => params.has(name))
  const current = params.get("verdict") ?? (params.get("state") === "quarantined" ? "quarantined" : null)
  return (
    <nav aria-label="Events by verdict" className="no-print">
      <ul className="-ms-2.5 flex flex-wrap gap-1 text-sm">
        {verdictTabs(useInbox(initial)).map(({ verdict, name, count }) => (
          <li key={name}>
            <Link
              href={urls.events(withParam(withParam(params, "state", null), "verdict", verdict))}
              prefetch={false}
              aria-current={verdict === current ? "page" : undefined}
              className={LOOK}
            >
              {name}
              {count !== null && !isFiltered && (
                <span className={count > 0 ? "text-attention-ink" : "text-text-3"}>{countText(count)}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
