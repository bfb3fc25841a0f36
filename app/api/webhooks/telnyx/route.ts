import { toResponse } from "#lib/http.ts"
import { type BodyRead, receiveWebhook } from "#lib/intake/receive-webhook.ts"
import { webhookAnswer } from "#lib/webhook-answer.ts"

export const dynamic = "force-dynamic"

async function readBody(request: Request, maxBytes: number): Promise<BodyRead> {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.byteLength
      if (length > maxBytes) return { ok: false, problem: "too_large" }
      chunks.push(chunk)
    }
  } catch {
    return { ok: false, problem: "cut_off" }
  }
  return { ok: true, bytes: Buffer.concat(chunks) }
}

async function handle(request: Request): Promise<Response> {
  const header = (name: string): string | null => request.headers.get(name)
  return toResponse(webhookAnswer(await receiveWebhook({ method: request.method, header, read: (max) => readBody(request, max) })))
}

export { handle as DELETE, handle as GET, handle as HEAD, handle as OPTIONS, handle as PATCH, handle as POST, handle as PUT }
