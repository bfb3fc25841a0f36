import type { NextRequest } from "next/server"
import { requireViewer } from "#lib/access/viewer.ts"
import { json, problem } from "#lib/http.ts"
import { eventFilterSchema, listEvents } from "#lib/queries/list-events.ts"
import { readQuery } from "#lib/queries/read-query.ts"

export async function GET(request: NextRequest): Promise<Response> {
  const viewer = await requireViewer()
  const filter = readQuery(eventFilterSchema, request.nextUrl.searchParams, { lenient: false })
  if (!filter.ok) return problem(400, filter.problem)
  const list = await listEvents(viewer, filter.query)
  return list.ok ? json(list.query) : problem(400, list.problem)
}
