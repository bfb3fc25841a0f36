import { keepShown } from "#lib/access/cookies.ts"
import { customerLink } from "#lib/access/customer-link.ts"
import { isOwnOrigin } from "#lib/access/own-origin.ts"
import { requireViewer } from "#lib/access/viewer.ts"
import { makeCustomerLink } from "#lib/commands/change-customer-links.ts"
import { LINK_DAYS } from "#lib/contract/customer.ts"
import { orderName, urls } from "#lib/contract.ts"
import { answering, changeRefusal, isForm, json, noSuchOrder, problem, seeOther } from "#lib/http.ts"
import { getOrder } from "#lib/queries/get-order.ts"
import { readFields } from "#lib/schemas/read-fields.ts"

export const POST = answering(async (request: Request, { params }: RouteContext<"/api/orders/[order]/links">): Promise<Response> => {
  const refusal = changeRefusal(request, isOwnOrigin)
  if (refusal) return refusal
  const viewer = await requireViewer("handle")
  const [{ order: name }, read] = [await params, await readFields(request)]
  if (!read.ok) return problem(read.status, read.detail)
  const order = await getOrder(viewer, name, { include: "attention" })
  if (order === null) return noSuchOrder(name)
  const field = (of: string, fallback: string): string => read.fields.get(of) || fallback
  const wish = { scope: field("scope", "order"), zone: field("zone", "UTC"), days: field("days", String(LINK_DAYS)) }
  const made = await makeCustomerLink(viewer, { orderId: order.id, ...wish })
  if (!made.ok) return problem(400, made.problem)
  const link = customerLink(made.token)
  if (!isForm(request)) return json({ data: { link } })
  const answer = seeOther(`${urls.order(orderName(order))}?link=made#customer-link`)
  answer.headers.append("set-cookie", keepShown(link))
  return answer
})

export { postOnly as DELETE, postOnly as GET, postOnly as PATCH, postOnly as PUT } from "#lib/http.ts"
