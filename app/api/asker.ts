import type { NextRequest } from "next/server"
import { keepKnown, keepSession, knownCookie } from "#lib/access/cookies.ts"
import type { Browser } from "#lib/access/sessions.ts"
import { CLIENT_ADDRESS } from "#lib/contract/access.ts"

/** Where a request comes from. */
export function browserOf(request: Request): Browser {
  return { address: request.headers.get(CLIENT_ADDRESS) ?? "unknown", userAgent: request.headers.get("user-agent") ?? "" }
}

/** By what this browser is known from before; null where it is not. */
export const knownOf = (request: NextRequest): string | null => request.cookies.get(knownCookie())?.value ?? null

/** An answer with the cookies of a session that has begun. */
export function withSession(answer: Response, { session, known }: { readonly session: string; readonly known: string | null }): Response {
  answer.headers.append("set-cookie", keepSession(session))
  if (known !== null) answer.headers.append("set-cookie", keepKnown(known))
  return answer
}
