import { requireViewer } from "#lib/access/viewer.ts"
import { json, noSuchOrder } from "#lib/http.ts"
import { listComments } from "#lib/queries/list-comments.ts"

export async function GET(_request: Request, { params }: RouteContext<"/api/orders/[order]/comments">): Promise<Response> {
  const { order: name } = await params
  const comments = await listComments(await requireViewer(), name)
  return comments ? json({ data: comments }) : noSuchOrder(name)
}
