import type { NextRequest } from "next/server"
import { requireViewer } from "#lib/access/viewer.ts"
import { answering, json, noSuchOrder, problem } from "#lib/http.ts"
import { getLineage } from "#lib/queries/get-lineage.ts"
import { NO_PARAMETERS, readQuery } from "#lib/queries/read-query.ts"

export const GET = answering(async (request: NextRequest, { params }: RouteContext<"/api/orders/[order]/lineage">): Promise<Response> => {
  const { order: name } = await params
  const viewer = await requireViewer()
  const query = readQuery(NO_PARAMETERS, request.nextUrl.searchParams, { lenient: false })
  if (!query.ok) return problem(400, query.problem)
  const lineage = await getLineage(viewer, name)
  return lineage ? json({ data: lineage }) : noSuchOrder(name)
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
