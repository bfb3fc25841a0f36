import { createPrivateKey } from "node:crypto"
import { type LoadResult, runLoad } from "./run-load.ts"
import { webhookRequests } from "./webhook-requests.ts"

/** What the client is told to do: `health` is the no-op; webhooks are made up front, `count` of them. */
export type LoadOrder =
  | { readonly kind: "health"; readonly port: number; readonly seconds: number; readonly connections: number }
  | {
      readonly kind: "webhooks"
      readonly port: number
      readonly seconds: number
      readonly connections: number
      readonly count: number
      readonly privateKey: string | null
    }

function* forever(request: Buffer): Generator<Buffer> {
  for (;;) yield request
}

async function carryOut(order: LoadOrder): Promise<LoadResult> {
  const { kind, port, seconds, connections } = order
  if (kind === "health") {
    const request = Buffer.from(`GET /api/health HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n\r\n`)
    return runLoad({ port, seconds, connections, requests: forever(request), isAccepted: ({ status }) => status === 200 })
  }
  const key = order.privateKey === null ? null : createPrivateKey(order.privateKey)
  const requests = webhookRequests(order.count, { port, key }).values()
  return runLoad({
    port,
    seconds,
    connections,
    requests,
    isAccepted: ({ status, text }) => status === 200 && text.includes('"result":"stored"'),
  })
}

/** A process of its own, so that making load does not steal the measurer's time, and ends with its parent. */
process.on("message", (order: LoadOrder) => {
  carryOut(order).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: String(error) }),
  )
})
process.on("disconnect", () => process.exit(0))
