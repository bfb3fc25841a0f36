import type { ReactNode } from "react"
import type { DetailedEventListJson, InboxJson } from "#lib/contract.ts"
import { urls } from "#lib/contract.ts"
import { activeEventFilters } from "#lib/format/event-filters.ts"
import { withParam } from "#lib/format/list-query.ts"
import { retriedText } from "#lib/format/quarantine-reason.ts"
import { Empty } from "../ui/empty.tsx"
import { FilterChips } from "../ui/filter-chips.tsx"
import { Notice } from "../ui/notice.tsx"
import { EventFilters } from "./event-filters.tsx"
import { EventsTable } from "./events-table.tsx"
import { InboxSummary } from "./inbox-summary.tsx"
import { VerdictTabs } from "./verdict-tabs.tsx"

type ListProps = {
  readonly query: URLSearchParams
  readonly inbox: InboxJson
  readonly list: DetailedEventListJson
  /** What of the URL was passed over, and why. */
  readonly notes: readonly string[]
  /** What trying again came to, where a form asked for it. */
  readonly retried: { readonly understood: number; readonly still: number } | null
  readonly signaturesChecked: boolean
  /** Stands in the list's place while nothing has ever come. */
  readonly firstRun: ReactNode
}

/** The raw inbox: how it adds up, what it is filtered by, and one page of it. */
export function EventsList({ query, inbox, list, notes, retried, signaturesChecked, firstRun }: ListProps) {
  const text = query.toString()
  const chips = activeEventFilters(query).map((filter) => ({
    text: filter.text,
    without: urls.events(withParam(query, filter.name, null)),
  }))
  const isQuarantine = query.get("verdict") === "quarantined" || query.get("state") === "quarantined"
  return (
    <>
      <InboxSummary initial={inbox} />
      <VerdictTabs query={text} initial={inbox} />
      <EventFilters query={query} seenTypes={list.data.map((event) => event.event_type)} />
      <FilterChips chips={chips} clear={urls.events()} />
      {notes.map((note) => (
        <Notice key={note} kind="warning">
          {note}
        </Notice>
      ))}
      {retried && <Notice kind="plain">Tried again: {retriedText(retried.understood, retried.still)}</Notice>}
      {list.data.length > 0 && <EventsTable query={text} initial={list} signaturesChecked={signaturesChecked} />}
      {list.data.length === 0 && (firstRun ?? <NoneMatch isQuarantine={isQuarantine && chips.length === 0} />)}
    </>
  )
}

function NoneMatch({ isQuarantine }: { isQuarantine: boolean }) {
  return isQuarantine ? (
    <Empty title="Nothing is in quarantine">
      <p className="text-sm text-text-2">Every body that came was understood.</p>
    </Empty>
  ) : (
    <Empty title="No event matches these filters" />
  )
}
