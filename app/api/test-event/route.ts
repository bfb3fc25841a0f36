import { isOwnOrigin } from "#lib/access/own-origin.ts"
import { requireViewer } from "#lib/access/viewer.ts"
import { sendTestEvent } from "#lib/commands/send-test-event.ts"
import { answering, changeRefusal, isForm, json, pageOf, seeOther } from "#lib/http.ts"

export const POST = answering(async (request: Request): Promise<Response> => {
  const refusal = changeRefusal(request, isOwnOrigin)
  if (refusal) return refusal
  const tested = await sendTestEvent(await requireViewer("configure"))
  return isForm(request) ? seeOther(pageOf(request)) : json({ data: tested })
})

export { postOnly as DELETE, postOnly as GET, postOnly as PATCH, postOnly as PUT } from "#lib/http.ts"
