"use client"

import Link from "next/link"
import { type InboxJson, urls } from "#lib/contract.ts"
import { countText } from "#lib/format/count-text.ts"
import { verdictTabs } from "#lib/format/event-filters.ts"
import { withParam } from "#lib/format/list-query.ts"
import { useInbox } from "./inbox-summary.tsx"

const LOOK =
  "flex min-h-8 items-center gap-1.5 rounded-control px-2.5 font-medium text-text-2 hover:bg-sunken hover:no-underline aria-[current]:bg-selected aria-[current]:text-link pointer-coarse:min-h-11"

type TabProps = { readonly href: string; readonly name: string; readonly count: number | null; readonly isCurrent: boolean }

function Tab({ href, name, count, isCurrent }: TabProps) {
  return (
    <li>
      <Link href={href} prefetch={false} aria-current={isCurrent ? "page" : undefined} className={LOOK}>
        {name}
        {count !== null && <span className={count > 0 ? "text-attention-ink" : "text-text-3"}>{countText(count)}</span>}
      </Link>
    </li>
  )
}

/** The inbox by verdict, as links: each is a filter of the URL. Apart from them what was refused, where there is any. */
export function VerdictTabs({ query, initial, isPen = false }: { query: string; initial: InboxJson; isPen?: boolean }) {
  const params = new URLSearchParams(query)
  const inbox = useInbox(initial)
  // The numbers are of everything: beside a list that is filtered further they would not be its own.
  const isFiltered = ["event_type", "order", "event_id"].some((name) => params.has(name))
  const current = params.get("verdict") ?? (params.get("state") === "quarantined" ? "quarantined" : null)
  return (
    <nav aria-label="Events by verdict" className="no-print">
      <ul className="-ms-2.5 flex flex-wrap gap-1 text-sm">
        {verdictTabs(inbox).map(({ verdict, name, count }) => (
          <Tab
            key={name}
            href={urls.events(withParam(withParam(params, "state", null), "verdict", verdict))}
            name={name}
            count={isFiltered ? null : count}
            isCurrent={verdict === current && !isPen}
          />
        ))}
        {(isPen || inbox.penned > 0 || inbox.gaps > 0) && <Tab href={urls.pen()} name="Pen" count={inbox.penned} isCurrent={isPen} />}
      </ul>
    </nav>
  )
}
