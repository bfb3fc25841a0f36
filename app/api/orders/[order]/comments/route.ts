import { requireViewer } from "#lib/access/viewer.ts"
import { answering, json, noSuchOrder } from "#lib/http.ts"
import { listComments } from "#lib/queries/list-comments.ts"

export const GET = answering(async (_request: Request, { params }: RouteContext<"/api/orders/[order]/comments">): Promise<Response> => {
  const { order: name } = await params
  const comments = await listComments(await requireViewer(), name)
  return comments ? json({ data: comments }) : noSuchOrder(name)
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
