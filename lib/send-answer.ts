import type { ServerResponse } from "node:http"
import type { HttpAnswer } from "./http.ts"

/** Sends an answer over a bare Node response; a HEAD request gets none of its body. */
export function sendAnswer(response: ServerResponse, { status, headers, body }: HttpAnswer, withBody = true): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) })
  response.end(withBody ? body : undefined)
}
