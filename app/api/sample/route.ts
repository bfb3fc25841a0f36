import { isOwnOrigin } from "#lib/access/own-origin.ts"
import { requireViewer } from "#lib/access/viewer.ts"
import { addSample } from "#lib/commands/add-sample.ts"
import { removeSample } from "#lib/commands/remove-sample.ts"
import { urls } from "#lib/contract.ts"
import { answering, changeRefusal, isForm, json, postOrDeleteOnly, problem, seeOther } from "#lib/http.ts"
import { readBody } from "#lib/schemas/read-body.ts"

/** A form can only post: it says by its field `remove` that it means to delete. */
export const POST = answering(async (request: Request): Promise<Response> => {
  const refusal = changeRefusal(request, isOwnOrigin)
  if (refusal) return refusal
  const viewer = await requireViewer("configure")
  if (!isForm(request)) return json({ data: { events: await addSample(viewer) } })
  const read = await readBody(request)
  if (!read.ok) return problem(read.status, read.detail)
  const isRemoval = "fields" in read.body && read.body.fields.has("remove")
  await (isRemoval ? removeSample : addSample)(viewer)
  return seeOther(urls.orders())
})

export const DELETE = answering(async (request: Request): Promise<Response> => {
  return changeRefusal(request, isOwnOrigin) ?? json({ data: await removeSample(await requireViewer("configure")) })
})

export { postOrDeleteOnly as GET, postOrDeleteOnly as PATCH, postOrDeleteOnly as PUT }
