import type { Metadata } from "next"
import { connection } from "next/server"
import { PenView } from "#components/pen/pen-view.tsx"
import { requirePageViewer } from "#lib/access/page-viewer.ts"
import { listQuery } from "#lib/format/list-query.ts"
import { readPenTold } from "#lib/format/pen-words.ts"
import { getInbox } from "#lib/queries/get-inbox.ts"
import { getPen } from "#lib/queries/get-pen.ts"
import { pennedQuerySchema } from "#lib/queries/list-penned.ts"
import { readLenient } from "#lib/queries/read-lenient.ts"
import { readable } from "../../readable.tsx"

export const metadata: Metadata = { title: "Pen" }

export default readable(async function PenPage({ searchParams }: PageProps<"/events/pen">) {
  await connection()
  const [viewer, raw] = await Promise.all([requirePageViewer(), searchParams])
  const { filter, query, notes } = readLenient(pennedQuerySchema, listQuery(raw, ["cursor"]))
  const [inbox, { reasons, list, gaps, note }] = await Promise.all([getInbox(viewer), getPen(viewer, filter)])
  return (
    <>
      <h1>Events</h1>
      <PenView
        inbox={inbox}
        reasons={reasons}
        list={list}
        gaps={gaps}
        cursor={note ? null : query.get("cursor")}
        notes={note ? [...notes, note] : notes}
        told={readPenTold(listQuery(raw, ["released", "left", "event", "held"]))}
      />
    </>
  )
})
