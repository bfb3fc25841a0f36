import { requireViewer } from "#lib/access/viewer.ts"
import { answering, json, noSuchOrder } from "#lib/http.ts"
import { getOrder } from "#lib/queries/get-order.ts"

export const GET = answering(async (_request: Request, { params }: RouteContext<"/api/orders/[order]">): Promise<Response> => {
  const { order: name } = await params
  const order = await getOrder(await requireViewer(), name)
  return order ? json({ data: order }) : noSuchOrder(name)
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
