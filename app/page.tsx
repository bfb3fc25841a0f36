import type { Metadata } from "next"
import { connection } from "next/server"
import { QueueCourts } from "#components/attention/queue-courts.tsx"
import { QueueView } from "#components/attention/queue-view.tsx"
import { FirstRun } from "#components/setup/first-run.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { requirePageViewer } from "#lib/access/page-viewer.ts"
import { getDoor } from "#lib/queries/get-door.ts"
import { getQueue, queueFilterSchema } from "#lib/queries/get-queue.ts"
import { getRules } from "#lib/queries/get-rules.ts"
import { listEvents } from "#lib/queries/list-events.ts"
import { readLeniently } from "#lib/queries/read-query.ts"
import { readable } from "./readable.tsx"

export const metadata: Metadata = { title: { absolute: "Home · Portline" } }

export default readable(async function HomePage({ searchParams }: PageProps<"/">) {
  await connection()
  const [viewer, raw] = await Promise.all([requirePageViewer(), searchParams])
  const { query, notes } = readLeniently(queueFilterSchema, raw)
  const court = query.needs ?? null
  const [queue, { rules }, any] = await Promise.all([
    getQueue(viewer, Date.now(), query),
    getRules(viewer),
    listEvents(viewer, { limit: 1 }),
  ])
  const isFirstRun = any.ok && any.query.data.length === 0
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <h1>Home</h1>
        {!isFirstRun && <QueueCourts court={court} />}
      </div>
      {notes.map((note) => (
        <Notice key={note} kind="warning">
          {note}
        </Notice>
      ))}
      {isFirstRun ? <FirstRun door={await getDoor(viewer)} /> : <QueueView key={court} initial={queue} court={court} guide={rules.guide} />}
    </>
  )
})
