import type { Metadata } from "next"
import { connection } from "next/server"
import { QueueView } from "#components/attention/queue-view.tsx"
import { FirstRun } from "#components/setup/first-run.tsx"
import { requirePageViewer } from "#lib/access/page-viewer.ts"
import { getDoor } from "#lib/queries/get-door.ts"
import { getQueue } from "#lib/queries/get-queue.ts"
import { getRules } from "#lib/queries/get-rules.ts"
import { listEvents } from "#lib/queries/list-events.ts"
import { readable } from "./readable.tsx"

export const metadata: Metadata = { title: { absolute: "Home · Portline" } }

export default readable(async function HomePage() {
  await connection()
  const viewer = await requirePageViewer()
  const [queue, { rules }, any] = await Promise.all([getQueue(viewer, Date.now()), getRules(viewer), listEvents(viewer, { limit: 1 })])
  const isFirstRun = any.ok && any.query.data.length === 0
  return (
    <>
      <h1>Home</h1>
      {isFirstRun ? <FirstRun door={await getDoor(viewer)} /> : <QueueView initial={queue} guide={rules.guide} />}
    </>
  )
})
