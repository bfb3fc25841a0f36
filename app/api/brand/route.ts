import { isOwnOrigin } from "#lib/access/own-origin.ts"
import { requireViewer } from "#lib/access/viewer.ts"
import { saveBrand } from "#lib/commands/change-customer-links.ts"
import { answering, changeRefusal, problem } from "#lib/http.ts"
import { readFields } from "#lib/schemas/read-fields.ts"
import { answerNote } from "../answer-note.ts"

/** Saves what customers are told of who moves their numbers. */
export const POST = answering(async (request: Request): Promise<Response> => {
  const refusal = changeRefusal(request, isOwnOrigin)
  if (refusal) return refusal
  const viewer = await requireViewer("configure")
  const read = await readFields(request)
  if (!read.ok) return problem(read.status, read.detail)
  const [name, contact] = [read.fields.get("name") ?? "", read.fields.get("contact") ?? ""]
  const refused = await saveBrand(viewer, { name, contact })
  return refused === null ? answerNote(request, "customers", "brand_saved") : problem(400, refused)
})

export { postOnly as DELETE, postOnly as GET, postOnly as PATCH, postOnly as PUT } from "#lib/http.ts"
