import { isOwnOrigin } from "#lib/access/own-origin.ts"
import { requireViewer } from "#lib/access/viewer.ts"
import { makeKey } from "#lib/commands/change-keys.ts"
import { answering, changeRefusal, problem } from "#lib/http.ts"
import { readFields } from "#lib/schemas/read-fields.ts"
import { answerNote } from "../answer-note.ts"

export const POST = answering(async (request: Request): Promise<Response> => {
  const refusal = changeRefusal(request, isOwnOrigin)
  if (refusal) return refusal
  const viewer = await requireViewer("administer")
  const read = await readFields(request)
  if (!read.ok) return problem(read.status, read.detail)
  const { fields } = read
  const wish = { name: fields.get("name") ?? "", scopes: fields.getAll("scopes"), days: fields.get("days") ?? "" }
  const outcome = await makeKey(viewer, wish)
  if (!outcome.ok) return answerNote(request, "keys", outcome.note)
  return answerNote(request, "keys", "key_made", { shown: outcome.key, data: { id: outcome.id, key: outcome.key } })
})

export { postOnly as DELETE, postOnly as GET, postOnly as PATCH, postOnly as PUT } from "#lib/http.ts"
