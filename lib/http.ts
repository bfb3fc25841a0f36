import { randomUUID } from "node:crypto"
import { AccessRefused } from "./contract/access.ts"
import { accessUrls } from "./contract/access-urls.ts"
import type { ProblemJson } from "./contract.ts"
import { log } from "./log.ts"

/** An answer that either a Next route or a bare Node server can send. */
export type HttpAnswer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad request",
  401: "Not authentic",
  403: "Forbidden",
  404: "Not found",
  405: "Method not allowed",
  408: "Request timeout",
  409: "Conflict",
  410: "Gone",
  413: "Body too large",
  415: "Unsupported media type",
  421: "Misdirected request",
  429: "Too many requests",
  431: "Headers too large",
  500: "Internal error",
  501: "Not implemented",
  503: "Unavailable",
}

/** Text that stands in the JSON as it is: a sender's source text, with numbers no parser has rounded. */
export class RawJson {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** JSON.stringify, with every RawJson in its own words. */
function stringifyJson(value: unknown): string {
  const mark = randomUUID()
  const texts: string[] = []
  const json = JSON.stringify(value, (_key, member) => (member instanceof RawJson ? `${mark}${texts.push(member.text) - 1}` : member))
  if (texts.length === 0) return json
  return json.replace(new RegExp(`"${mark}(\\d+)"`, "g"), (_whole, index) => texts[Number(index)] ?? "null")
}

export function jsonAnswer(body: unknown, status = 200): HttpAnswer {
  return { status, headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" }, body: stringifyJson(body) }
}

/** An error as RFC 9457 problem+json. `detail` names the thing and what is allowed. */
export function problemAnswer(
  status: number,
  detail: string,
  more: { readonly headers?: Readonly<Record<string, string>>; readonly extra?: Readonly<Record<string, unknown>> } = {},
): HttpAnswer {
  const problem: ProblemJson = { type: "about:blank", title: TITLES[status] ?? "Error", status, detail, ...more.extra }
  const headers = { "content-type": "application/problem+json; charset=utf-8", "cache-control": "no-store", ...more.headers }
  return { status, headers, body: JSON.stringify(problem) }
}

/** What `/api/ready` answers while webhooks are taken and nothing can be read. */
export const notReadyAnswer = (detail: string, signaturesChecked: boolean): HttpAnswer =>
  problemAnswer(503, detail, { headers: { "retry-after": "5" }, extra: { signatures_checked: signaturesChecked } })

export function toResponse({ status, headers, body }: HttpAnswer): Response {
  return new Response(body, { status, headers })
}

export const json = (body: unknown, status = 200): Response => toResponse(jsonAnswer(body, status))
export const problem = (...args: Parameters<typeof problemAnswer>): Response => toResponse(problemAnswer(...args))

const mediaType = (request: Request): string => (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? ""

const CHANGE_TYPES = ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"]
const mediaRefusal = (request: Request): Response | null =>
  CHANGE_TYPES.includes(mediaType(request)) ? null : problem(415, `A change needs one of these content types: ${CHANGE_TYPES.join(", ")}.`)

/**
 * Why a request may not change anything, or null where it may: it must come from a page of ours (a same-origin
 * `Origin`, and a browser that tells `Sec-Fetch-Site` must say so, too) and carry JSON or a form.
 */
export function changeRefusal(request: Request, isOwnOrigin: (origin: string) => boolean): Response | null {
  // No page can send a key along with another's, since we let none: what carries one is a program, and only the key counts then.
  if (/^Bearer\b/i.test(request.headers.get("authorization") ?? "")) return mediaRefusal(request)
  const origin = request.headers.get("origin")
  if (origin === null || !isOwnOrigin(origin)) return problem(403, "A change needs an Origin header that is this server's own.")
  const site = request.headers.get("sec-fetch-site")
  if (site !== null && site !== "same-origin")
    return problem(403, `A change needs a page of this server: Sec-Fetch-Site is ${quoted(site)}.`)
  return mediaRefusal(request)
}

/** Whether a change was asked for by a form, whose sender is then led on to a page. */
export function isForm(request: Request): boolean {
  return mediaType(request) !== "application/json"
}

/** Leads the sender of a form on to a path of ours. */
export function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { location: path } })
}

/** The path of the page that a form was on, or "/": another's address is not led to. */
export function pageOf(request: Request): string {
  const referrer = request.headers.get("referer") ?? ""
  const { origin, pathname, search } = URL.canParse(referrer) ? new URL(referrer) : { origin: null, pathname: "/", search: "" }
  return origin === request.headers.get("origin") && !pathname.startsWith("//") ? `${pathname}${search}` : "/"
}

/** The beginning of what was asked for, so that an error stays readable. */
const quoted = (text: string): string => JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text)

export const noSuchOrder = (name: string): Response => problem(404, `There is no order with the id or support key ${quoted(name)}.`)
export const noSuchEvent = (key: string): Response => problem(404, `There is no event ${quoted(key)}.`)

export const noSuchGap = (id: string): Response => problem(404, `There is no gap ${quoted(id)}.`)
export const noSuchPenned = (key: string): Response => problem(404, `Nothing in the pen has the key ${quoted(key)}.`)

const allowing =
  (allow: string) =>
  (request: Request): Response =>
    problem(405, `${request.method} is not allowed here: only ${allow}.`, { headers: { allow } })

/** What an API route that is read answers to any other method, and one that is posted to. */
export const methodNotAllowed = allowing("GET, HEAD")
export const postOnly = allowing("POST")
export const postOrDeleteOnly = allowing("POST, DELETE")

/** What somebody is told who is not known or may not. A form's sender whose session is over signs in, and is led back to the form. */
function refusedAnswer({ status, message }: AccessRefused, request: unknown): Response {
  if (status === 403) return problem(403, message)
  if (request instanceof Request && request.method === "POST" && isForm(request))
    return seeOther(accessUrls.signIn({ next: pageOf(request) }))
  return problem(401, message, { headers: { "www-authenticate": "Bearer" } })
}

/** A route whose failures are answers too: who may not is told so, and else only a lost database throws here; its reason is in the log. */
export function answering<Args extends unknown[]>(handle: (...args: Args) => Promise<Response>): (...args: Args) => Promise<Response> {
  return async (...args) => {
    try {
      return await handle(...args)
    } catch (error) {
      if (error instanceof AccessRefused) return refusedAnswer(error, args[0])
      log.error({ err: error }, "A request could not be answered: the database does not answer it.")
      return problem(503, "The database does not answer now.", { headers: { "retry-after": "5" } })
    }
  }
}
