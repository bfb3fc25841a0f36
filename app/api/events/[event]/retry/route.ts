import { isOwnOrigin } from "#lib/access/own-origin.ts"
import { requireViewer } from "#lib/access/viewer.ts"
import { retryEvent } from "#lib/commands/retry-event.ts"
import { urls } from "#lib/contract.ts"
import { answering, changeRefusal, noSuchEvent } from "#lib/http.ts"
import { answerRetry } from "../../answer-retry.ts"

export const POST = answering(async (request: Request, { params }: RouteContext<"/api/events/[event]/retry">): Promise<Response> => {
  const refusal = changeRefusal(request, isOwnOrigin)
  if (refusal) return refusal
  const { event: key } = await params
  const data = await retryEvent(await requireViewer("handle"), key)
  if (data === null) return noSuchEvent(key)
  const isUnderstood = data.result !== "quarantined"
  const told = new URLSearchParams({ verdict: "quarantined", understood: isUnderstood ? "1" : "0", still: isUnderstood ? "0" : "1" })
  if (isUnderstood) told.set("event", data.event)
  return answerRetry(request, { data, page: urls.events(told) })
})

export { postOnly as DELETE, postOnly as GET, postOnly as PATCH, postOnly as PUT } from "#lib/http.ts"
