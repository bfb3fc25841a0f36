import { randomUUID } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"
import { log, shorten } from "./log.ts"
import { plainPath } from "./plain-path.ts"

const REQUEST_ID = "x-request-id"

/** The id that a proxy in front has given the request, or one of ours. */
function requestId(request: IncomingMessage): string {
  const given = request.headers[REQUEST_ID]
  return typeof given === "string" && /^[\w.:/+=-]{1,128}$/.test(given) ? given : randomUUID()
}

/** One line a request where the log is that fine. What is searched for may name a customer: the query is left out. */
function logRequest({ method, url = "" }: IncomingMessage, response: ServerResponse, id: string): void {
  // Who holds a customer's link may see the order: its token is left out, too.
  const [given, began] = [url.split("?", 1)[0] ?? "", performance.now()]
  const path = plainPath(given).startsWith("/s/") ? "/s/…" : shorten(given).replace(/([\\/]s[\\/]+)[^\\/]+/gi, "$1…")
  response.once("close", () => {
    const answered = response.writableFinished ? { status: response.statusCode } : { cut: true }
    log.debug({ request: id, method, path, ...answered, ms: Math.round(performance.now() - began) }, "Request")
  })
}

/** The id by which the log and the answer name a request. */
export function nameRequest(request: IncomingMessage, response: ServerResponse): string {
  const id = requestId(request)
  response.setHeader(REQUEST_ID, id)
  if (log.isLevelEnabled("debug")) logRequest(request, response, id)
  return id
}
