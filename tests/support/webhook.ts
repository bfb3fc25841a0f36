import { once } from "node:events"
import { connect } from "node:net"
import { WEBHOOK_PATH } from "#lib/contract.ts"

export type Answer = {
  readonly status: number
  readonly type: string
  readonly headers: Headers
  readonly json: Record<string, unknown>
  readonly text: string
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text()
  const type = response.headers.get("content-type") ?? ""
  return {
    status: response.status,
    type,
    headers: response.headers,
    text,
    json: type.includes("json") && text !== "" ? JSON.parse(text) : {},
  }
}

/** Posts bytes to the webhook address, or to another spelling of it. */
export async function post(
  url: string,
  body: Uint8Array | string,
  more: { headers?: Record<string, string>; path?: string } = {},
): Promise<Answer> {
  const headers = { "content-type": "application/json", ...more.headers }
  return answerOf(
    await fetch(`${url}${more.path ?? WEBHOOK_PATH}`, { method: "POST", body: body as BodyInit, headers, redirect: "manual" }),
  )
}

export async function get(url: string, path: string, init: RequestInit = {}): Promise<Answer> {
  return answerOf(await fetch(`${url}${path}`, { redirect: "manual", ...init }))
}

/** Sends text to a port as it is, and gives what came back until the other side closed. */
export async function sendRaw(port: number, chunks: readonly (string | Uint8Array)[], { end = false } = {}): Promise<string> {
  const socket = connect(port, "127.0.0.1")
  let answer = ""
  socket.on("data", (chunk) => {
    answer += chunk
  })
  socket.on("error", () => {})
  await once(socket, "connect")
  for (const chunk of chunks) socket.write(chunk)
  if (end) socket.destroy()
  await Promise.race([once(socket, "close"), new Promise((resolve) => setTimeout(resolve, 3_000))])
  socket.destroy()
  return answer
}
