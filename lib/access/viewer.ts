import { cookies, headers } from "next/headers"
import { cache } from "react"
import { AccessRefused, CLIENT_ADDRESS, type Permission } from "#lib/contract/access.ts"
import { env } from "#lib/env.ts"
import { findKey } from "./api-keys.ts"
import { sessionCookie } from "./cookies.ts"
import { lastKnown } from "./last-known.ts"
import { authorize, LOCAL_VIEWER, may, type Viewer } from "./roles.ts"
import { findSession, touchSession } from "./sessions.ts"
import { hashToken } from "./token.ts"

export type { Viewer } from "./roles.ts"

/** Whether anybody has to sign in. */
export function isLogInOn(): boolean {
  return env().auth === "password"
}

/** The key of an `Authorization: Bearer` header; null where there is none. Another scheme is a proxy's own business. */
function bearerOf(authorization: string | null): string | null {
  if (authorization === null || !/^Bearer\b/i.test(authorization)) return null
  return /^Bearer ([\x21-\x7e]{1,200})$/i.exec(authorization)?.[1] ?? ""
}

const named = (token: string): string => Buffer.from(hashToken(token)).toString("hex")

type Asker = { readonly key: string | null; readonly token: string | null; readonly address: string | null }

/** What a request says of who asks. */
async function asker(): Promise<Asker> {
  const [given, jar] = await Promise.all([headers(), cookies()])
  return {
    key: bearerOf(given.get("authorization")),
    token: jar.get(sessionCookie())?.value || null,
    address: given.get(CLIENT_ADDRESS),
  }
}

/**
 * Who that is; null where it is nobody we know. A key that is sent counts alone: a request with one needs no `Origin`,
 * and must not ride on a cookie.
 */
async function identify({ key, token, address }: Asker): Promise<Viewer | null> {
  if (key !== null) return lastKnown(named(key), () => findKey(key, address))
  if (!isLogInOn()) return { ...LOCAL_VIEWER, address }
  return token === null ? null : lastKnown(named(token), () => findSession(token, address))
}

/** One look-up a page, however many of its parts ask. */
export const findViewer: () => Promise<Viewer | null> = cache(async () => identify(await asker()))

/** The viewer of the present request, who may do what is asked. Throws AccessRefused where there is none or it may not. */
export async function requireViewer(permission: Permission = "read"): Promise<Viewer> {
  const viewer = await findViewer()
  if (viewer === null) throw new AccessRefused(401, "Sign in, or send a valid API key as Authorization: Bearer.")
  authorize(viewer, permission)
  if (permission !== "read") await touchSession(viewer)
  return viewer
}

/** Asks later, of the request that is being answered now, whether its viewer may still read. */
export async function recheck(): Promise<() => Promise<boolean>> {
  const asking = await asker()
  return async () => {
    const viewer = await identify(asking)
    return viewer !== null && may(viewer, "read")
  }
}
