import { randomUUID } from "node:crypto"
import { request } from "node:http"
import { parentPort, workerData } from "node:worker_threads"

/** In a thread of its own, so that whoever measures is not held up: posts so many comments of so many bytes at once, and says how each was answered. */
const { url, count, bytes } = workerData

function comment() {
  const filler = JSON.stringify({
    data: {
      event_type: "porting_order.new_comment",
      id: randomUUID(),
      occurred_at: "2024-05-01T10:00:00Z",
      payload: { porting_order_id: randomUUID(), comment: { id: randomUUID(), body: "" } },
    },
  })
  return Buffer.from(filler.replace('"body":""', `"body":"${"b".repeat(bytes - filler.length)}"`))
}

const post = (body) =>
  new Promise((resolve) => {
    const began = performance.now()
    const sending = request(url, { method: "POST", agent: false, headers: { "content-length": body.length } }, async (response) => {
      const text = (await response.toArray()).join("")
      resolve({ status: response.statusCode, result: JSON.parse(text).result ?? null, ms: performance.now() - began })
    })
    sending.on("error", () => resolve({ status: 0, result: null, ms: performance.now() - began }))
    sending.end(body)
  })

parentPort.postMessage(await Promise.all(Array.from({ length: count }, comment).map(post)))
