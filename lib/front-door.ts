import type { IncomingMessage, ServerResponse } from "node:http"
import { WEBHOOK_PATH } from "./contract.ts"
import { type BodyRead, receiveWebhook } from "./intake/receive-webhook.ts"
import { plainPath } from "./plain-path.ts"
import { sendAnswer } from "./send-answer.ts"
import { webhookAnswer } from "./webhook-answer.ts"

/** Whether a request is for the webhook's address, in whatever spelling: none of them may be redirected. */
export function isWebhookPath(url: string): boolean {
  return url === WEBHOOK_PATH || plainPath(url) === WEBHOOK_PATH
}

function readBody(request: IncomingMessage, maxBytes: number): Promise<BodyRead> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let length = 0
    request.on("data", (chunk: Buffer) => {
      length += chunk.length
      if (length > maxBytes) resolve({ ok: false, problem: "too_large" })
      else chunks.push(chunk)
    })
    request.on("end", () => resolve({ ok: true, bytes: Buffer.concat(chunks) }))
    request.on("close", () => resolve({ ok: false, problem: "cut_off" }))
    request.on("error", () => resolve({ ok: false, problem: "cut_off" }))
  })
}

/** How much of a refused body is passed over, and for how long (ms). */
const LINGER = { bytes: 16 * 1024 * 1024, ms: 1_000 }

/** Passes over what is left of a body: a connection that is closed with bytes unread is reset, and its sender may never see the answer. */
function passOver(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LINGER.ms)
    const done = (): void => {
      clearTimeout(timer)
      resolve()
    }
    let left = LINGER.bytes
    request.on("data", (chunk: Buffer) => {
      left -= chunk.length
      if (left < 0) done()
    })
    for (const end of ["end", "close"]) request.once(end, done)
    request.resume()
  })
}

/** The webhook's way in before Next's router, which costs ten times what keeping an event does. */
export async function takeWebhook(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const header = (name: string): string | null => {
    const value = request.headers[name]
    return typeof value === "string" ? value : null
  }
  const method = request.method ?? ""
  const outcome = await receiveWebhook({ method, header, read: (max) => readBody(request, max) })
  const answer = webhookAnswer(outcome)
  if (request.complete || request.destroyed) return sendAnswer(response, answer, method !== "HEAD")
  response.writeHead(answer.status, { ...answer.headers, connection: "close", "content-length": Buffer.byteLength(answer.body) })
  response.write(answer.body)
  await passOver(request)
  response.end()
}
