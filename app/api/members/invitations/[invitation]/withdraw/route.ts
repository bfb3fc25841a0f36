import { isOwnOrigin } from "#lib/access/own-origin.ts"
import { requireViewer } from "#lib/access/viewer.ts"
import { withdrawInvitation } from "#lib/commands/change-invitations.ts"
import { answering, changeRefusal } from "#lib/http.ts"
import { answerMember } from "../../../answer-member.ts"

type Context = RouteContext<"/api/members/invitations/[invitation]/withdraw">

export const POST = answering(async (request: Request, { params }: Context): Promise<Response> => {
  const refusal = changeRefusal(request, isOwnOrigin)
  if (refusal) return refusal
  const viewer = await requireViewer("administer")
  return answerMember(request, await withdrawInvitation(viewer, (await params).invitation))
})

export { postOnly as DELETE, postOnly as GET, postOnly as PATCH, postOnly as PUT } from "#lib/http.ts"
