import type { IncomingMessage } from "node:http"
import { type HttpAnswer, problemAnswer } from "#lib/http.ts"

const READING = ["GET", "HEAD"]
const METHODS = [...READING, "POST", "PUT", "PATCH", "DELETE"]

/**
 * Next answers methods that it does not know without a body, or with 500, to OPTIONS names those that a route refuses, and makes
 * a page for whatever it is asked by. Null where the method may be for something.
 */
export function methodRefusal({ method = "", url = "" }: IncomingMessage, { dev }: { readonly dev: boolean }): HttpAnswer | null {
  if (!METHODS.includes(method)) return problemAnswer(501, `The method ${method} is not known here: only ${METHODS.join(", ")}.`)
  if (dev || url.startsWith("/api/") || READING.includes(method)) return null
  return problemAnswer(405, `${method} is not allowed here: only ${READING.join(", ")}.`, { headers: { allow: READING.join(", ") } })
}
