import { cookies, headers } from "next/headers"
import { forbidden, redirect } from "next/navigation"
import type { Permission } from "#lib/contract/access.ts"
import { accessUrls } from "#lib/contract/access-urls.ts"
import { ASKED_PATH } from "#lib/contract.ts"
import { shownCookie, triedCookie } from "./cookies.ts"
import { may } from "./roles.ts"
import { touchSession } from "./sessions.ts"
import { findViewer, type Viewer } from "./viewer.ts"

/** What of an address is worth coming back to: not what Next adds to fetch a page's data. */
function backTo(path: string): string {
  const url = new URL(path, "http://portline.invalid")
  url.searchParams.delete("_rsc")
  return `${url.pathname}${url.search}`
}

/** The viewer of a page. Nobody is led to the sign-in, and back here from there; who may not is told so. */
export async function requirePageViewer(permission: Permission = "read"): Promise<Viewer> {
  const viewer = await findViewer()
  if (viewer === null) redirect(accessUrls.signIn({ next: backTo((await headers()).get(ASKED_PATH) ?? "/") }))
  if (!may(viewer, permission)) forbidden()
  await touchSession(viewer)
  return viewer
}

/** A secret that was made a moment ago, for the page that shows it once; null where there is none. */
export async function shownSecret(): Promise<string | null> {
  return (await cookies()).get(shownCookie())?.value || null
}

/** The e-mail address of a sign-in that failed a moment ago; empty where there was none. */
export async function triedEmail(): Promise<string> {
  return (await cookies()).get(triedCookie())?.value ?? ""
}
