import type { NextRequest } from "next/server"
import { requireViewer } from "#lib/access/viewer.ts"
import { answering, json, noSuchOrder, problem, RawJson } from "#lib/http.ts"
import { getTimeline, timelineQuerySchema } from "#lib/queries/get-timeline.ts"
import { readQuery } from "#lib/queries/read-query.ts"

export const GET = answering(async (request: NextRequest, { params }: RouteContext<"/api/orders/[order]/timeline">): Promise<Response> => {
  const { order: name } = await params
  const viewer = await requireViewer()
  const query = readQuery(timelineQuerySchema, request.nextUrl.searchParams, { lenient: false })
  if (!query.ok) return problem(400, query.problem)
  const timeline = await getTimeline(viewer, name, query.query)
  if (timeline === null) return noSuchOrder(name)
  if (!timeline.ok) return problem(400, timeline.problem)
  const { data, next_cursor } = timeline.query
  return json({
    data: data.map(({ payloadText, out_of_order: _, source: __, ...entry }) => ({ ...entry, payload: new RawJson(payloadText) })),
    next_cursor,
  })
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
