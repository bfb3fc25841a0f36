import type { NextRequest } from "next/server"
import { requireViewer } from "#lib/access/viewer.ts"
import { answering, json } from "#lib/http.ts"
import { searchOrders } from "#lib/queries/search-orders.ts"

export const GET = answering(async (request: NextRequest): Promise<Response> => {
  return json({ data: await searchOrders(await requireViewer(), request.nextUrl.searchParams.get("q") ?? "") })
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
