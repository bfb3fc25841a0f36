import { isOwnOrigin } from "#lib/access/own-origin.ts"
import { requireViewer } from "#lib/access/viewer.ts"
import { deleteOrder } from "#lib/commands/delete-order.ts"
import { orderName, urls } from "#lib/contract.ts"
import { answering, changeRefusal, isForm, json, noSuchOrder, problem, seeOther } from "#lib/http.ts"
import { getOrder } from "#lib/queries/get-order.ts"
import { readFields } from "#lib/schemas/read-fields.ts"

/** Deletes all data of an order, once its name was typed again. */
export const POST = answering(async (request: Request, { params }: RouteContext<"/api/orders/[order]/delete">): Promise<Response> => {
  const refusal = changeRefusal(request, isOwnOrigin)
  if (refusal) return refusal
  const viewer = await requireViewer("administer")
  const [{ order: name }, read] = [await params, await readFields(request)]
  if (!read.ok) return problem(read.status, read.detail)
  const order = await getOrder(viewer, name, { include: "attention" })
  if (order === null) return noSuchOrder(name)
  const typed = read.fields.get("confirm")?.trim().toLowerCase()
  if (typed !== orderName(order).toLowerCase() && typed !== order.id)
    return problem(400, `confirm: ${JSON.stringify(orderName(order))} is needed: nothing was deleted.`)
  const data = await deleteOrder(viewer, order.id)
  return isForm(request) ? seeOther(urls.orders()) : json({ data })
})

export { postOnly as DELETE, postOnly as GET, postOnly as PATCH, postOnly as PUT } from "#lib/http.ts"
