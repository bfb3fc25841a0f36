import Link from "next/link"
import type { ReactNode } from "react"
import { type Counts, type QueueJson, urls } from "#lib/contract.ts"
import { countIn, countText } from "#lib/format/count-text.ts"
import { courtLabel } from "#lib/format/court-label.ts"
import { filterParam } from "#lib/format/filter-param.ts"
import { COURTS } from "#lib/porting/court.ts"
import { OPEN_MESSAGING_STATES } from "#lib/porting/messaging.ts"
import { CourtMark } from "./court-mark.tsx"

function CountLink({ count, href, children }: { count: number; href: string; children: ReactNode }) {
  return (
    <li className="flex">
      <Link
        href={href}
        prefetch={false}
        className="card flex min-h-11 min-w-24 flex-col justify-between bg-surface px-3 py-1.5 text-text hover:bg-sunken hover:no-underline"
      >
        <span className={`text-xl font-semibold ${count === 0 ? "text-text-3" : ""}`}>{countText(count)}</span>
        <span className="flex min-h-6 items-center text-sm text-text-2">{children}</span>
      </Link>
    </li>
  )
}

const VOICE_ONLY = urls.orders(new URLSearchParams({ status: "ported", messaging: OPEN_MESSAGING_STATES.join(","), sort: "due_at" }))
const QUARANTINE = urls.events(new URLSearchParams({ state: "quarantined" }))

/** Longer ones would make an address longer than some take. */
const isListable = (value: string): boolean => value.length <= 100

/** The orders in states never heard of, where there are any: whose move they are no rule tells. */
function Unheard({ name, counts, children }: { name: "status" | "messaging"; counts: Counts; children: ReactNode }) {
  const values = Object.keys(counts).filter(isListable)
  if (values.length === 0) return null
  return (
    <CountLink
      count={values.reduce((sum, value) => sum + countIn(counts, value), 0)}
      href={urls.orders(new URLSearchParams({ [name]: filterParam(values), sort: "due_at" }))}
    >
      {children}
    </CountLink>
  )
}

/** How many orders need whom, each counted once, and what else is open. Every number is a link to its list. */
export function QueueNumbers({ queue }: { queue: QueueJson }) {
  return (
    <div className="no-print flex flex-wrap gap-x-8 gap-y-3">
      <ul aria-label="Orders that need somebody, by whose move it is" className="flex flex-wrap gap-2">
        {COURTS.filter((court) => court !== "none").map((court) => (
          <CountLink key={court} count={queue.needs[court] ?? 0} href={urls.orders(new URLSearchParams({ needs: court, sort: "due_at" }))}>
            <CourtMark court={court} word={courtLabel(court)} />
          </CountLink>
        ))}
      </ul>
      <ul aria-label="Open beside these; an order may be counted above too" className="flex flex-wrap gap-2">
        <CountLink count={queue.messaging_open} href={VOICE_ONLY}>
          Voice done, SMS not
        </CountLink>
        <CountLink count={queue.quarantined} href={QUARANTINE}>
          Quarantine
        </CountLink>
        <Unheard name="status" counts={queue.unheard.status}>
          Unknown status
        </Unheard>
        <Unheard name="messaging" counts={queue.unheard.messaging}>
          Unknown SMS state
        </Unheard>
      </ul>
    </div>
  )
}
