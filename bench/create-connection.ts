import { connect } from "node:net"

/** An answer's status, and its bytes as they came: head, body and chunk marks. */
export type Answer = { readonly status: number; readonly text: string }
export type Connection = { readonly ask: (request: Buffer) => Promise<Answer>; readonly end: () => void }

const ANSWER_TIMEOUT_MS = 10_000
const HEAD_END = "\r\n\r\n"

/** Whether an answer is all there, by its length or its last chunk. */
function isWhole(text: string): boolean {
  const head = text.indexOf(HEAD_END)
  if (head < 0) return false
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, head))?.[1]
  return length === undefined ? text.endsWith(`\r\n0${HEAD_END}`) : text.length >= head + HEAD_END.length + Number(length)
}

/**
 * One keep-alive connection that asks one thing at a time. A bare socket, since node:http's client costs about
 * as much as the server that is measured, and both share the machine. It reads ASCII answers only.
 */
export async function createConnection(port: number): Promise<Connection> {
  const socket = connect({ host: "127.0.0.1", port, noDelay: true })
  let text = ""
  let settle: { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void } | null = null
  socket.setEncoding("latin1").setTimeout(ANSWER_TIMEOUT_MS, () => socket.destroy(new Error("no answer in time")))
  socket.on("data", (chunk: string) => {
    text += chunk
    if (!settle || !isWhole(text)) return
    const { resolve } = settle
    settle = null
    resolve({ status: Number(text.slice(9, 12)), text })
  })
  socket.on("error", (error) => settle?.reject(error))
  socket.on("close", () => settle?.reject(new Error("the server closed a connection")))
  await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject))
  const ask = (request: Buffer): Promise<Answer> =>
    new Promise((resolve, reject) => {
      text = ""
      settle = { resolve, reject }
      socket.write(request)
    })
  return { ask, end: () => socket.destroy() }
}
