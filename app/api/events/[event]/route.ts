import { requireViewer } from "#lib/access/viewer.ts"
import { answering, json, noSuchEvent } from "#lib/http.ts"
import { getEvent } from "#lib/queries/get-event.ts"

export const GET = answering(async (_request: Request, { params }: RouteContext<"/api/events/[event]">): Promise<Response> => {
  const { event: key } = await params
  const event = await getEvent(await requireViewer(), key)
  return event === null ? noSuchEvent(key) : json({ data: event })
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
