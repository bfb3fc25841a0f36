import { isOwnOrigin } from "#lib/access/own-origin.ts"
import { requireViewer } from "#lib/access/viewer.ts"
import { inviteMember } from "#lib/commands/change-invitations.ts"
import { answering, changeRefusal, problem } from "#lib/http.ts"
import { readFields } from "#lib/schemas/read-fields.ts"
import { answerMember } from "../answer-member.ts"

export const POST = answering(async (request: Request): Promise<Response> => {
  const refusal = changeRefusal(request, isOwnOrigin)
  if (refusal) return refusal
  const viewer = await requireViewer("administer")
  const read = await readFields(request)
  if (!read.ok) return problem(read.status, read.detail)
  const [email, role] = [read.fields.get("email") ?? "", read.fields.get("role") ?? ""]
  return answerMember(request, await inviteMember(viewer, { email, role }))
})

export { postOnly as DELETE, postOnly as GET, postOnly as PATCH, postOnly as PUT } from "#lib/http.ts"
