import type { NextRequest } from "next/server"
import { requireViewer } from "#lib/access/viewer.ts"
import { answering, json, noSuchOrder, problem } from "#lib/http.ts"
import { getOrder, orderQuerySchema } from "#lib/queries/get-order.ts"
import { readQuery } from "#lib/queries/read-query.ts"

export const GET = answering(async (request: NextRequest, { params }: RouteContext<"/api/orders/[order]">): Promise<Response> => {
  const { order: name } = await params
  const viewer = await requireViewer()
  const query = readQuery(orderQuerySchema, request.nextUrl.searchParams, { lenient: false })
  if (!query.ok) return problem(400, query.problem)
  const order = await getOrder(viewer, name, query.query)
  return order ? json({ data: order }) : noSuchOrder(name)
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
