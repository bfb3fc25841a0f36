import type { NextRequest } from "next/server"
import { requireViewer } from "#lib/access/viewer.ts"
import { answering, json, problem } from "#lib/http.ts"
import { getFacets } from "#lib/queries/get-facets.ts"
import { orderSelectionSchema } from "#lib/queries/order-filter.ts"
import { readQuery } from "#lib/queries/read-query.ts"

export const GET = answering(async (request: NextRequest): Promise<Response> => {
  const viewer = await requireViewer()
  const filter = readQuery(orderSelectionSchema, request.nextUrl.searchParams, { lenient: false })
  return filter.ok ? json({ data: await getFacets(viewer, filter.query) }) : problem(400, filter.problem)
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
