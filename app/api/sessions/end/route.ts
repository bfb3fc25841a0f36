import { isOwnOrigin } from "#lib/access/own-origin.ts"
import { requireViewer } from "#lib/access/viewer.ts"
import { endOwnSessions } from "#lib/commands/change-own.ts"
import { answering, changeRefusal, problem } from "#lib/http.ts"
import { readFields } from "#lib/schemas/read-fields.ts"
import { answerNote } from "../../answer-note.ts"

/** Ends one session of one's own, named by `id`, or all but this one. */
export const POST = answering(async (request: Request): Promise<Response> => {
  const refusal = changeRefusal(request, isOwnOrigin)
  if (refusal) return refusal
  const viewer = await requireViewer()
  const read = await readFields(request)
  if (!read.ok) return problem(read.status, read.detail)
  return answerNote(request, "you", await endOwnSessions(viewer, read.fields.get("id")))
})

export { postOnly as DELETE, postOnly as GET, postOnly as PATCH, postOnly as PUT } from "#lib/http.ts"
