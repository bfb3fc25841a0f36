import type { NextRequest } from "next/server"
import { requireViewer } from "#lib/access/viewer.ts"
import { answering, json, noSuchEvent, problem } from "#lib/http.ts"
import { getEvent } from "#lib/queries/get-event.ts"
import { NO_PARAMETERS, readQuery } from "#lib/queries/read-query.ts"

export const GET = answering(async (request: NextRequest, { params }: RouteContext<"/api/events/[event]">): Promise<Response> => {
  const { event: key } = await params
  const viewer = await requireViewer()
  const query = readQuery(NO_PARAMETERS, request.nextUrl.searchParams, { lenient: false })
  if (!query.ok) return problem(400, query.problem)
  const event = await getEvent(viewer, key)
  return event === null ? noSuchEvent(key) : json({ data: event })
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
