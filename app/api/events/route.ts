import type { NextRequest } from "next/server"
import { requireViewer } from "#lib/access/viewer.ts"
import { answering, json, problem } from "#lib/http.ts"
import { eventFilterSchema, listEvents } from "#lib/queries/list-events.ts"
import { readQuery } from "#lib/queries/read-query.ts"

export const GET = answering(async (request: NextRequest): Promise<Response> => {
  const viewer = await requireViewer()
  const filter = readQuery(eventFilterSchema, request.nextUrl.searchParams, { lenient: false })
  if (!filter.ok) return problem(400, filter.problem)
  const list = await listEvents(viewer, filter.query)
  return list.ok ? json(list.query) : problem(400, list.problem)
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
