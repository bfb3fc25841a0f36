import { requireViewer } from "#lib/access/viewer.ts"
import { json, noSuchOrder } from "#lib/http.ts"
import { getLineage } from "#lib/queries/get-lineage.ts"

export async function GET(_request: Request, { params }: RouteContext<"/api/orders/[order]/lineage">): Promise<Response> {
  const { order: name } = await params
  const lineage = await getLineage(await requireViewer(), name)
  return lineage ? json({ data: lineage }) : noSuchOrder(name)
}
