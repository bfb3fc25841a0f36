import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { connection } from "next/server"
import { EventFilters } from "#components/events/event-filters.tsx"
import { EventsTable } from "#components/events/events-table.tsx"
import { FirstRun } from "#components/setup/first-run.tsx"
import { Empty } from "#components/ui/empty.tsx"
import { FilterChips } from "#components/ui/filter-chips.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { areSignaturesChecked } from "#lib/access/intake-trust.ts"
import { requireViewer } from "#lib/access/viewer.ts"
import { urls } from "#lib/contract.ts"
import { activeEventFilters } from "#lib/format/event-filters.ts"
import { isTidy, listQuery, withParam } from "#lib/format/list-query.ts"
import { getDoor } from "#lib/queries/get-door.ts"
import { getStats } from "#lib/queries/get-stats.ts"
import { eventFilterSchema, listEvents } from "#lib/queries/list-events.ts"
import { readQuery } from "#lib/queries/read-query.ts"

export const metadata: Metadata = { title: "Events" }

export default async function EventsPage({ searchParams }: PageProps<"/events">) {
  await connection()
  const [viewer, raw] = await Promise.all([requireViewer(), searchParams])
  const query = listQuery(raw, Object.keys(eventFilterSchema.shape))
  if (!isTidy(raw)) redirect(urls.events(query))
  const filter = readQuery(eventFilterSchema, query, { lenient: true })
  const [stats, list] = await Promise.all([getStats(viewer), filter.ok ? listEvents(viewer, filter.query) : filter])
  const chips = activeEventFilters(query).map(({ name, text }) => ({ text, without: urls.events(withParam(query, name, null)) }))
  const isEmpty = list.ok && list.query.data.length === 0
  return (
    <>
      <h1>Events</h1>
      <EventFilters query={query} quarantined={stats.quarantined} />
      <FilterChips chips={chips} clear={urls.events()} />
      {!list.ok && <Notice kind="problem">{list.problem}</Notice>}
      {list.ok && !isEmpty && <EventsTable query={query.toString()} initial={list.query} signaturesChecked={areSignaturesChecked()} />}
      {isEmpty && (chips.length === 0 ? <FirstRun door={await getDoor(viewer)} /> : <Empty title="No event matches these filters" />)}
    </>
  )
}
