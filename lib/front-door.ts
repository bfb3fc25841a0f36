import type { IncomingMessage, ServerResponse } from "node:http"
import { WEBHOOK_PATH } from "./contract.ts"
import { type BodyRead, receiveWebhook } from "./intake/receive-webhook.ts"
import { sendAnswer } from "./send-answer.ts"
import { webhookAnswer } from "./webhook-answer.ts"

/** The path in its plain spelling: one slash where there are several, or backslashes, none at the end, lower case, nothing escaped. */
function plainPath(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? ""
  try {
    const plain = decodeURIComponent(path)
      .toLowerCase()
      .replace(/[\\/]+/g, "/")
    return plain.length > 1 ? plain.replace(/\/$/, "") : plain
  } catch {
    return path
  }
}

/** Whether a request is for the webhook's address, in whatever spelling: none of them may be redirected. */
export function isWebhookPath(url: string): boolean {
  return plainPath(url) === WEBHOOK_PATH
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

/** The webhook's way in before Next's router, which costs ten times what keeping an event does. */
export async function takeWebhook(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const header = (name: string): string | null => {
    const value = request.headers[name]
    return typeof value === "string" ? value : null
  }
  const method = request.method ?? ""
  const outcome = await receiveWebhook({ method, header, read: (max) => readBody(request, max) })
  // What is left of a body that nobody reads would hold the connection open.
  if (outcome.kind === "too_large" || outcome.kind === "method") response.setHeader("connection", "close")
  sendAnswer(response, webhookAnswer(outcome), method !== "HEAD")
}
