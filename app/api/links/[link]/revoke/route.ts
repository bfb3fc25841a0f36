import { isOwnOrigin } from "#lib/access/own-origin.ts"
import { requireViewer } from "#lib/access/viewer.ts"
import { revokeCustomerLink } from "#lib/commands/change-customer-links.ts"
import { urls } from "#lib/contract.ts"
import { answering, changeRefusal, isForm, json, problem, seeOther } from "#lib/http.ts"

export const POST = answering(async (request: Request, { params }: RouteContext<"/api/links/[link]/revoke">): Promise<Response> => {
  const refusal = changeRefusal(request, isOwnOrigin)
  if (refusal) return refusal
  const order = await revokeCustomerLink(await requireViewer("handle"), (await params).link)
  if (order === null) return problem(404, "There is no such link in force.")
  return isForm(request) ? seeOther(`${urls.order(order)}?link=revoked#customer-link`) : json({ data: { order } })
})

export { postOnly as DELETE, postOnly as GET, postOnly as PATCH, postOnly as PUT } from "#lib/http.ts"
