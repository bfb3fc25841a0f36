import type { NextRequest } from "next/server"
import { networkOf, OIDC_LIMIT, takeAttempt } from "#lib/access/attempts.ts"
import { dropOidc, oidcCookie } from "#lib/access/cookies.ts"
import { readTry } from "#lib/access/oidc.ts"
import { oidcName } from "#lib/access/oidc-name.ts"
import { signInByOidc } from "#lib/commands/sign-in-by-oidc.ts"
import { accessUrls } from "#lib/contract/access-urls.ts"
import { answering, problem, seeOther } from "#lib/http.ts"
import { ownPath } from "#lib/schemas/own-path.ts"
import { browserOf, withSession } from "../../asker.ts"

/** Where the provider leads back to. Only a browser that left from here comes in: it holds what was kept then. */
export const GET = answering(async (request: NextRequest): Promise<Response> => {
  if (oidcName() === null) return problem(404, "OpenID Connect is not set up here: OIDC_ISSUER is not set.")
  const tries = await takeAttempt(`oidc ${networkOf(browserOf(request).address)}`, OIDC_LIMIT)
  if (!tries.ok) return seeOther(accessUrls.signIn({ note: "limited" }))
  const began = readTry(request.cookies.get(oidcCookie())?.value)
  const outcome = began ? await signInByOidc(request.nextUrl.search, began, browserOf(request)) : null
  const answer = outcome?.ok
    ? withSession(seeOther(ownPath(began?.next)), outcome)
    : seeOther(accessUrls.signIn({ note: outcome ? outcome.note : "provider_failed" }))
  answer.headers.append("set-cookie", dropOidc())
  return answer
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
