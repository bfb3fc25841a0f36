import type { NextRequest } from "next/server"
import { dropTried, keepTried } from "#lib/access/cookies.ts"
import { isOwnOrigin } from "#lib/access/own-origin.ts"
import { signIn } from "#lib/commands/sign-in.ts"
import { accessUrls } from "#lib/contract/access-urls.ts"
import { noteText } from "#lib/format/access-words.ts"
import { answering, changeRefusal, isForm, json, problem, seeOther } from "#lib/http.ts"
import { ownPath } from "#lib/schemas/own-path.ts"
import { readFields } from "#lib/schemas/read-fields.ts"
import { browserOf, knownOf, withSession } from "../asker.ts"

const STATUS = { wrong: 401, busy: 503, limited: 429 } as const

export const POST = answering(async (request: NextRequest): Promise<Response> => {
  const refusal = changeRefusal(request, isOwnOrigin)
  if (refusal) return refusal
  const read = await readFields(request)
  if (!read.ok) return problem(read.status, read.detail)
  const [email, password] = [read.fields.get("email") ?? "", read.fields.get("password") ?? ""]
  const next = ownPath(read.fields.get("next") ?? undefined)
  const outcome = await signIn({ email, password, known: knownOf(request), browser: browserOf(request) })
  if (outcome.ok) {
    const signedIn = withSession(isForm(request) ? seeOther(next) : json({ data: { next } }), outcome)
    // It is the sign-in page's alone: whether there is one is not told here.
    if (isForm(request)) signedIn.headers.append("set-cookie", dropTried())
    return signedIn
  }
  const wait: Record<string, string> =
    outcome.reason === "wrong" ? {} : { "retry-after": String("retryAfter" in outcome ? outcome.retryAfter : 2) }
  if (!isForm(request)) return problem(STATUS[outcome.reason], noteText(outcome.reason), { headers: wait })
  const answer = seeOther(accessUrls.signIn({ ...(next === "/" ? {} : { next }), note: outcome.reason }))
  answer.headers.append("set-cookie", keepTried(email.trim()))
  return answer
})

export { postOnly as DELETE, postOnly as GET, postOnly as PATCH, postOnly as PUT } from "#lib/http.ts"
