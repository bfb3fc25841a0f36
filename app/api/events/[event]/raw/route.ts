import { requireViewer } from "#lib/access/viewer.ts"
import { answering, noSuchEvent, problem } from "#lib/http.ts"
import { getRawEvent } from "#lib/queries/get-raw-event.ts"

export const GET = answering(async (_request: Request, { params }: RouteContext<"/api/events/[event]/raw">): Promise<Response> => {
  const { event: key } = await params
  const raw = await getRawEvent(await requireViewer(), key)
  if (raw === null) return noSuchEvent(key)
  if (raw === "deleted") return problem(410, "The body of this event is deleted: it is older than this Portline keeps bodies.")
  const headers = { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff", "cache-control": "no-store" }
  return new Response(raw, { headers })
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
