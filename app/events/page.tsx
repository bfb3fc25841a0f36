import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { connection } from "next/server"
import { EventsList } from "#components/events/events-list.tsx"
import { InspectorDrawer } from "#components/inspector/inspector-drawer.tsx"
import { FirstRun } from "#components/setup/first-run.tsx"
import { areSignaturesChecked } from "#lib/access/intake-trust.ts"
import { requirePageViewer } from "#lib/access/page-viewer.ts"
import { urls } from "#lib/contract.ts"
import { isTidy, listQuery } from "#lib/format/list-query.ts"
import { readRetried } from "#lib/format/quarantine-reason.ts"
import { getDoor } from "#lib/queries/get-door.ts"
import { getInbox } from "#lib/queries/get-inbox.ts"
import { eventFilterSchema, listShownEvents } from "#lib/queries/list-events.ts"
import { readLenient } from "#lib/queries/read-lenient.ts"
import { readable } from "../readable.tsx"
import { ServerInspector } from "../server-inspector.tsx"

export const metadata: Metadata = { title: "Events" }

export default readable(async function EventsPage({ searchParams }: PageProps<"/events">) {
  await connection()
  const [viewer, raw] = await Promise.all([requirePageViewer(), searchParams])
  const own = listQuery(raw, ["event", "against", "understood", "still"])
  const asked = listQuery(raw, Object.keys(eventFilterSchema.shape))
  if (!isTidy(raw)) redirect(urls.events(new URLSearchParams([...asked, ...own])))
  const { filter, query, notes } = readLenient(eventFilterSchema, asked)
  const [inbox, { list, note }] = await Promise.all([getInbox(viewer), listShownEvents(viewer, filter)])
  const [event, against, signaturesChecked] = [own.get("event"), own.get("against"), areSignaturesChecked()]
  return (
    <>
      <h1>Events</h1>
      <EventsList
        query={query}
        inbox={inbox}
        list={list}
        notes={note ? [...notes, note] : notes}
        retried={readRetried(own)}
        signaturesChecked={signaturesChecked}
        firstRun={inbox.all_time.received === 0 ? <FirstRun door={await getDoor(viewer)} /> : null}
      />
      <InspectorDrawer rendered={event ? { event, against } : null} signaturesChecked={signaturesChecked}>
        {event && <ServerInspector viewer={viewer} eventKey={event} against={against} place={urls.events(query)} />}
      </InspectorDrawer>
    </>
  )
})
