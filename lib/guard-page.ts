import { randomBytes } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"
import { isOwnHost } from "./access/own-origin.ts"
import { settleClient } from "./client-address.ts"
import { ASKED_PATH } from "./contract.ts"
import { env } from "./env.ts"
import { problemAnswer } from "./http.ts"
import { plainPath } from "./plain-path.ts"
import { sendAnswer } from "./send-answer.ts"

const YEAR_S = 365 * 24 * 60 * 60

/** Nothing but our own scripts run in a page; Next reads the nonce off the request and puts it on each. */
function contentPolicy(dev: boolean): string {
  const nonce = randomBytes(16).toString("base64")
  const scripts = `'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`
  const policy = [
    "default-src 'self'",
    `script-src ${scripts}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
  ]
  return [...policy, "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"].join("; ")
}

/** A customer's page is text: nothing is run, loaded, sent or framed. */
const TEXT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
const isCustomerPage = (url: string): boolean => plainPath(url).startsWith("/s/")

/** Node goes by the first of several, another server on the way perhaps by the last. */
const countHosts = ({ rawHeaders }: IncomingMessage): number =>
  rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === "host").length

/** Sets what protects a page, and answers a request under another's name itself: then false. */
export function guardPage(request: IncomingMessage, response: ServerResponse, { dev }: { readonly dev: boolean }): boolean {
  if (countHosts(request) > 1) {
    sendAnswer(response, problemAnswer(400, "A request names one Host only."), request.method !== "HEAD")
    return false
  }
  if (!isOwnHost(settleClient(request).host)) {
    sendAnswer(
      response,
      problemAnswer(421, "This server answers only to its own name: PUBLIC_URL's, or a loopback name."),
      request.method !== "HEAD",
    )
    return false
  }
  const isText = isCustomerPage(request.url ?? "")
  const policy = isText ? TEXT_POLICY : contentPolicy(dev)
  request.headers["content-security-policy"] = policy
  // For the way back after a sign-in: Next tells a page nothing of it.
  request.headers[ASKED_PATH] = request.url ?? ""
  response.setHeader("content-security-policy", policy)
  response.setHeader("x-content-type-options", "nosniff")
  response.setHeader("referrer-policy", isText ? "no-referrer" : "same-origin")
  if (env().publicUrl.protocol === "https:") response.setHeader("strict-transport-security", `max-age=${YEAR_S}`)
  return true
}
