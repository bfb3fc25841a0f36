import { isOwnOrigin } from "#lib/access/own-origin.ts"
import { requireViewer } from "#lib/access/viewer.ts"
import { reverifyAll } from "#lib/commands/reverify-pen.ts"
import { urls } from "#lib/contract.ts"
import { answering, changeRefusal, isForm, json, seeOther } from "#lib/http.ts"

export const POST = answering(async (request: Request): Promise<Response> => {
  const refusal = changeRefusal(request, isOwnOrigin)
  if (refusal) return refusal
  const data = await reverifyAll(await requireViewer("handle"))
  if (!isForm(request)) return json({ data })
  return seeOther(urls.pen({ released: String(data.released), left: String(data.left) }))
})

export { postOnly as DELETE, postOnly as GET, postOnly as PATCH, postOnly as PUT } from "#lib/http.ts"
