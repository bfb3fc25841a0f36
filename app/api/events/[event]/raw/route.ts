import type { NextRequest } from "next/server"
import { requireViewer } from "#lib/access/viewer.ts"
import { answering, noSuchEvent, problem } from "#lib/http.ts"
import { getRawEvent } from "#lib/queries/get-raw-event.ts"
import { NO_PARAMETERS, readQuery } from "#lib/queries/read-query.ts"

export const GET = answering(async (request: NextRequest, { params }: RouteContext<"/api/events/[event]/raw">): Promise<Response> => {
  const { event: key } = await params
  const viewer = await requireViewer()
  const query = readQuery(NO_PARAMETERS, request.nextUrl.searchParams, { lenient: false })
  if (!query.ok) return problem(400, query.problem)
  const raw = await getRawEvent(viewer, key)
  if (raw === null) return noSuchEvent(key)
  if (raw === "deleted") return problem(410, "The body of this event is deleted: it is older than this Portline keeps bodies.")
  const headers = { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff", "cache-control": "no-store" }
  return new Response(raw, { headers })
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
