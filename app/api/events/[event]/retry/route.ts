import { isOwnOrigin } from "#lib/access/own-origin.ts"
import { requireViewer } from "#lib/access/viewer.ts"
import { retryEvent } from "#lib/commands/retry-event.ts"
import { answering, changeRefusal, json, noSuchEvent } from "#lib/http.ts"

export const POST = answering(async (request: Request, { params }: RouteContext<"/api/events/[event]/retry">): Promise<Response> => {
  const refusal = changeRefusal(request, isOwnOrigin)
  if (refusal) return refusal
  const { event: key } = await params
  const retried = await retryEvent(await requireViewer(), key)
  if (retried === null) return noSuchEvent(key)
  const isForm = request.headers.get("content-type")?.startsWith("application/json") === false
  return isForm
    ? new Response(null, {
        status: 303,
        headers: { location: `/events?state=${retried.result === "quarantined" ? "quarantined" : "applied"}` },
      })
    : json({ data: retried })
})

export { postOnly as DELETE, postOnly as GET, postOnly as PATCH, postOnly as PUT } from "#lib/http.ts"
