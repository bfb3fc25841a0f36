import { isOwnOrigin } from "#lib/access/own-origin.ts"
import { acceptInvitation } from "#lib/commands/accept-invitation.ts"
import { accessUrls } from "#lib/contract/access-urls.ts"
import { urls } from "#lib/contract.ts"
import { noteText } from "#lib/format/access-words.ts"
import { answering, changeRefusal, isForm, json, problem, seeOther } from "#lib/http.ts"
import { readFields } from "#lib/schemas/read-fields.ts"
import { browserOf, withSession } from "../asker.ts"

/** Uses a link that lets one person choose a password: the first admin's, an invitation's, or a new password's. */
export const POST = answering(async (request: Request): Promise<Response> => {
  const refusal = changeRefusal(request, isOwnOrigin)
  if (refusal) return refusal
  const read = await readFields(request)
  if (!read.ok) return problem(read.status, read.detail)
  const [token, email, name, password] = ["token", "email", "name", "password"].map((field) => read.fields.get(field) ?? "") as [
    string,
    string,
    string,
    string,
  ]
  const outcome = await acceptInvitation(token, { email, name, password }, browserOf(request))
  if (outcome.ok) return withSession(isForm(request) ? seeOther(urls.home) : json({ data: { next: urls.home } }), outcome)
  if (isForm(request)) return seeOther(accessUrls.setup(token, outcome.note))
  return problem(outcome.note === "limited" ? 429 : 400, noteText(outcome.note), { extra: { note: outcome.note } })
})

export { postOnly as DELETE, postOnly as GET, postOnly as PATCH, postOnly as PUT } from "#lib/http.ts"
