import { requireViewer } from "#lib/access/viewer.ts"
import { json, noSuchOrder } from "#lib/http.ts"
import { getOrder } from "#lib/queries/get-order.ts"

export async function GET(_request: Request, { params }: RouteContext<"/api/orders/[order]">): Promise<Response> {
  const { order: name } = await params
  const order = await getOrder(await requireViewer(), name)
  return order ? json({ data: order }) : noSuchOrder(name)
}
