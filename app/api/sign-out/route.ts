import { dropSession } from "#lib/access/cookies.ts"
import { isOwnOrigin } from "#lib/access/own-origin.ts"
import { findViewer } from "#lib/access/viewer.ts"
import { signOut } from "#lib/commands/change-own.ts"
import { accessUrls } from "#lib/contract/access-urls.ts"
import { answering, changeRefusal, isForm, json, seeOther } from "#lib/http.ts"

/** Ends this browser's session. Without one the answer is the same: there is nothing left to end. */
export const POST = answering(async (request: Request): Promise<Response> => {
  const refusal = changeRefusal(request, isOwnOrigin)
  if (refusal) return refusal
  const viewer = await findViewer()
  if (viewer?.kind === "member") await signOut(viewer)
  const answer = isForm(request) ? seeOther(accessUrls.signIn({ note: "signed_out" })) : json({ data: { note: "signed_out" } })
  answer.headers.append("set-cookie", dropSession())
  return answer
})

export { postOnly as DELETE, postOnly as GET, postOnly as PATCH, postOnly as PUT } from "#lib/http.ts"
