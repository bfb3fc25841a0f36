import type { NextRequest } from "next/server"
import { requireViewer } from "#lib/access/viewer.ts"
import { json, problem } from "#lib/http.ts"
import { listOrders } from "#lib/queries/list-orders.ts"
import { orderFilterSchema } from "#lib/queries/order-filter.ts"
import { readQuery } from "#lib/queries/read-query.ts"

export async function GET(request: NextRequest): Promise<Response> {
  const viewer = await requireViewer()
  const filter = readQuery(orderFilterSchema, request.nextUrl.searchParams, { lenient: false })
  if (!filter.ok) return problem(400, filter.problem)
  const list = await listOrders(viewer, filter.query)
  return list.ok ? json(list.query) : problem(400, list.problem)
}
