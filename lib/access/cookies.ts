import { accessUrls } from "#lib/contract/access-urls.ts"
import { env } from "#lib/env.ts"
import { SESSION_DAYS } from "./sessions.ts"

const DAY_SECONDS = 24 * 60 * 60
/** How long a browser in which somebody signed in is known again. */
const KNOWN_DAYS = 180
/** For how long a secret that is shown once can be read by the page that shows it. */
const SHOWN_SECONDS = 60
const TRIED_SECONDS = 60

const isSecure = (): boolean => env().publicUrl.protocol === "https:"

/** `__Host-` binds a cookie to this very host, and needs TLS: on plain HTTP, on loopback, it goes without. */
const nameOf = (name: string): string => (isSecure() ? `__Host-portline_${name}` : `portline_${name}`)

export const sessionCookie = (): string => nameOf("session")
export const knownCookie = (): string => nameOf("known")
export const oidcCookie = (): string => nameOf("oidc")
export const shownCookie = (): string => nameOf("shown")

/** The e-mail address of a sign-in that failed, for the form that asks again. It is sent to that page alone, so `__Host-` cannot name it. */
export const triedCookie = (): string => (isSecure() ? "__Secure-portline_tried" : "portline_tried")

type Kept = { readonly value: string; readonly seconds: number; readonly sameSite?: "Lax" | "Strict"; readonly path?: string }

function setCookie(name: string, { value, seconds, sameSite = "Lax", path = "/" }: Kept): string {
  const secure = isSecure() ? "; Secure" : ""
  return `${name}=${encodeURIComponent(value)}; Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=${sameSite}${secure}`
}

export const keepSession = (token: string): string => setCookie(sessionCookie(), { value: token, seconds: SESSION_DAYS * DAY_SECONDS })
export const dropSession = (): string => setCookie(sessionCookie(), { value: "", seconds: 0 })
export const keepKnown = (token: string): string =>
  setCookie(knownCookie(), { value: token, seconds: KNOWN_DAYS * DAY_SECONDS, sameSite: "Strict" })
export const keepOidc = (value: string): string => setCookie(oidcCookie(), { value, seconds: 600 })
export const dropOidc = (): string => setCookie(oidcCookie(), { value: "", seconds: 0 })
/** A secret on its way from the route that made it to the page that shows it once: an address would end up in histories and logs. */
export const keepShown = (value: string): string => setCookie(shownCookie(), { value, seconds: SHOWN_SECONDS, sameSite: "Strict" })

const TRIED = { sameSite: "Strict", path: accessUrls.signIn() } as const
/** The longest address that mail can go to. */
const LONGEST_EMAIL = 254
export const keepTried = (email: string): string =>
  setCookie(triedCookie(), { ...TRIED, value: email.slice(0, LONGEST_EMAIL).toWellFormed(), seconds: TRIED_SECONDS })
export const dropTried = (): string => setCookie(triedCookie(), { ...TRIED, value: "", seconds: 0 })
