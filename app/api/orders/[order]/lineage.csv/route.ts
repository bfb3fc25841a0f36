import type { NextRequest } from "next/server"
import { requireViewer } from "#lib/access/viewer.ts"
import { lineageCsv } from "#lib/format/lineage-csv.ts"
import { lineageProblem, readLineageQuery } from "#lib/format/lineage-query.ts"
import { lineageShown } from "#lib/format/lineage-shown.ts"
import { answering, noSuchOrder, problem } from "#lib/http.ts"
import { getLineageDetail } from "#lib/queries/get-lineage-detail.ts"

type Context = RouteContext<"/api/orders/[order]/lineage.csv">

export const GET = answering(async (request: NextRequest, { params }: Context): Promise<Response> => {
  const { order: name } = await params
  const raw = Object.fromEntries(
    [...new Set(request.nextUrl.searchParams.keys())].map((key) => [key, request.nextUrl.searchParams.getAll(key)]),
  )
  const refused = lineageProblem(raw)
  if (refused !== null) return problem(400, refused)
  const detail = await getLineageDetail(await requireViewer(), name)
  const [order] = detail?.nodes ?? []
  if (!detail || !order) return noSuchOrder(name)
  const headers = {
    "content-type": "text/csv; charset=utf-8; header=present",
    "content-disposition": `attachment; filename="lineage-${order.id.slice(0, 8)}.csv"`,
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  }
  return new Response(lineageCsv(detail, lineageShown(detail, order.id, readLineageQuery(raw).query)), { headers })
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
