import { isOwnOrigin } from "#lib/access/own-origin.ts"
import { requireViewer } from "#lib/access/viewer.ts"
import { releaseOne } from "#lib/commands/reverify-pen.ts"
import { urls } from "#lib/contract.ts"
import { answering, changeRefusal, isForm, json, noSuchPenned, seeOther } from "#lib/http.ts"
import { notReleased } from "#lib/webhook-answer.ts"

/** A form is led back to the pen, which tells what came of it. */
export const POST = answering(async (request: Request, { params }: RouteContext<"/api/pen/[event]/release">): Promise<Response> => {
  const refusal = changeRefusal(request, isOwnOrigin)
  if (refusal) return refusal
  const { event } = await params
  const outcome = await releaseOne(await requireViewer("handle"), event)
  if (isForm(request)) return seeOther(urls.pen(outcome?.ok ? { event: outcome.data.event } : { held: outcome?.reason ?? "gone" }))
  if (outcome === null) return noSuchPenned(event)
  return outcome.ok ? json({ data: outcome.data }) : notReleased(outcome.reason)
})

export { postOnly as DELETE, postOnly as GET, postOnly as PATCH, postOnly as PUT } from "#lib/http.ts"
