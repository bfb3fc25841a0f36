import { isOwnOrigin } from "#lib/access/own-origin.ts"
import { requireViewer } from "#lib/access/viewer.ts"
import { revokeKey } from "#lib/commands/change-keys.ts"
import { answering, changeRefusal, problem } from "#lib/http.ts"
import { answerNote } from "../../../answer-note.ts"

export const POST = answering(async (request: Request, { params }: RouteContext<"/api/keys/[key]/revoke">): Promise<Response> => {
  const refusal = changeRefusal(request, isOwnOrigin)
  if (refusal) return refusal
  const viewer = await requireViewer("administer")
  const isRevoked = await revokeKey(viewer, (await params).key)
  return isRevoked ? answerNote(request, "keys", "key_revoked") : problem(404, "There is no such key in force.")
})

export { postOnly as DELETE, postOnly as GET, postOnly as PATCH, postOnly as PUT } from "#lib/http.ts"
