import { isOwnOrigin } from "#lib/access/own-origin.ts"
import { requireViewer } from "#lib/access/viewer.ts"
import { closeGap } from "#lib/commands/close-gap.ts"
import { answering, changeRefusal, isForm, json, noSuchGap, pageOf, seeOther } from "#lib/http.ts"

export const POST = answering(async (request: Request, { params }: RouteContext<"/api/gaps/[id]/close">): Promise<Response> => {
  const refusal = changeRefusal(request, isOwnOrigin)
  if (refusal) return refusal
  const { id } = await params
  const data = await closeGap(await requireViewer("handle"), id)
  if (data === null) return noSuchGap(id)
  return isForm(request) ? seeOther(pageOf(request)) : json({ data })
})

export { postOnly as DELETE, postOnly as GET, postOnly as PATCH, postOnly as PUT } from "#lib/http.ts"
