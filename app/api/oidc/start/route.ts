import type { NextRequest } from "next/server"
import { networkOf, OIDC_LIMIT, takeAttempt } from "#lib/access/attempts.ts"
import { keepOidc } from "#lib/access/cookies.ts"
import { beginOidc } from "#lib/access/oidc.ts"
import { oidcName } from "#lib/access/oidc-name.ts"
import { accessUrls } from "#lib/contract/access-urls.ts"
import { answering, problem, seeOther } from "#lib/http.ts"
import { ownPath } from "#lib/schemas/own-path.ts"
import { browserOf } from "../../asker.ts"

/** Leads to the provider. Nothing is changed by it: a link that anybody may have somebody follow. */
export const GET = answering(async (request: NextRequest): Promise<Response> => {
  if (oidcName() === null) return problem(404, "OpenID Connect is not set up here: OIDC_ISSUER is not set.")
  const tries = await takeAttempt(`oidc ${networkOf(browserOf(request).address)}`, OIDC_LIMIT)
  if (!tries.ok) return seeOther(accessUrls.signIn({ note: "limited" }))
  const next = ownPath(request.nextUrl.searchParams.get("next") ?? undefined)
  const begun = await beginOidc(next).catch(() => null)
  if (begun === null) return seeOther(accessUrls.signIn({ next, note: "provider_failed" }))
  const answer = seeOther(begun.url.href)
  answer.headers.append("set-cookie", keepOidc(JSON.stringify(begun.kept)))
  return answer
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
