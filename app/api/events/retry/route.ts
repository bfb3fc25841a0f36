import { isOwnOrigin } from "#lib/access/own-origin.ts"
import { requireViewer } from "#lib/access/viewer.ts"
import { retryAllEvents } from "#lib/commands/retry-event.ts"
import { urls } from "#lib/contract.ts"
import { answering, changeRefusal } from "#lib/http.ts"
import { answerRetry } from "../answer-retry.ts"

export const POST = answering(async (request: Request): Promise<Response> => {
  const refusal = changeRefusal(request, isOwnOrigin)
  if (refusal) return refusal
  const data = await retryAllEvents(await requireViewer("handle"))
  const told = { verdict: "quarantined", understood: String(data.understood), still: String(data.still_quarantined) }
  return answerRetry(request, { data, page: urls.events(new URLSearchParams(told)) })
})

export { postOnly as DELETE, postOnly as GET, postOnly as PATCH, postOnly as PUT } from "#lib/http.ts"
