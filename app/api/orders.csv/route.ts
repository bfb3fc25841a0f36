import type { NextRequest } from "next/server"
import { requireViewer } from "#lib/access/viewer.ts"
import { download } from "#lib/download.ts"
import { ordersCsv, ordersCsvHead } from "#lib/format/orders-csv.ts"
import { answering, problem } from "#lib/http.ts"
import { orderExportSchema } from "#lib/queries/order-filter.ts"
import { readQuery } from "#lib/queries/read-query.ts"
import { streamOrders } from "#lib/queries/stream-orders.ts"

export const GET = answering(async (request: NextRequest): Promise<Response> => {
  const viewer = await requireViewer()
  const filter = readQuery(orderExportSchema, request.nextUrl.searchParams, { lenient: false })
  if (!filter.ok) return problem(400, filter.problem)
  const pages = streamOrders(viewer, filter.query)
  // The first page before the answer begins: a database that is away can still be told as a problem.
  const first = await pages.next()
  async function* lines(): AsyncGenerator<string, void> {
    yield ordersCsvHead() + (first.done ? "" : ordersCsv(first.value))
    for await (const orders of pages) yield ordersCsv(orders)
  }
  const day = new Date().toISOString().slice(0, 10)
  return download(lines(), { name: `orders-${day}.csv`, type: "text/csv; charset=utf-8; header=present" })
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
