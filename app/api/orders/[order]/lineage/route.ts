import { requireViewer } from "#lib/access/viewer.ts"
import { answering, json, noSuchOrder } from "#lib/http.ts"
import { getLineage } from "#lib/queries/get-lineage.ts"

export const GET = answering(async (_request: Request, { params }: RouteContext<"/api/orders/[order]/lineage">): Promise<Response> => {
  const { order: name } = await params
  const lineage = await getLineage(await requireViewer(), name)
  return lineage ? json({ data: lineage }) : noSuchOrder(name)
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
