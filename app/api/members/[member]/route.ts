import { isOwnOrigin } from "#lib/access/own-origin.ts"
import { requireViewer } from "#lib/access/viewer.ts"
import { changeMember } from "#lib/commands/change-members.ts"
import { answering, changeRefusal, problem } from "#lib/http.ts"
import { readFields } from "#lib/schemas/read-fields.ts"
import { answerMember } from "../answer-member.ts"

export const POST = answering(async (request: Request, { params }: RouteContext<"/api/members/[member]">): Promise<Response> => {
  const refusal = changeRefusal(request, isOwnOrigin)
  if (refusal) return refusal
  const viewer = await requireViewer("administer")
  const [{ member }, read] = [await params, await readFields(request)]
  if (!read.ok) return problem(read.status, read.detail)
  const [act, role] = [read.fields.get("act") ?? "", read.fields.get("role") ?? ""]
  const outcome = await changeMember(viewer, member, { act, role })
  return outcome ? answerMember(request, outcome) : problem(400, "act: one of role, disable, enable, reset, sign_out is allowed.")
})

export { postOnly as DELETE, postOnly as GET, postOnly as PATCH, postOnly as PUT } from "#lib/http.ts"
