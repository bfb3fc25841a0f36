import type { KeyObject } from "node:crypto"
import { randomUUID, sign } from "node:crypto"
import { WEBHOOK_PATH } from "#lib/contract.ts"

const ORDERS = 2_000
const STATUSES = ["in-process", "submitted", "exception", "foc-date-confirmed", "ported"]
/** Fills a body up to the size of a talkative real one. */
const SENTENCE = "The losing carrier answers that the account number does not match the one on the customer service record. "

const orderIds = Array.from({ length: ORDERS }, () => randomUUID())
let told = 0

function payloadOf(order: number, id: string, at: string): Record<string, unknown> {
  const supportKey = `sr_${order.toString(16).padStart(6, "0")}`
  if (told % 10 === 0) {
    const comment = { id: randomUUID(), body: SENTENCE.repeat(5), inserted_at: at, user_id: null, user_type: "admin" }
    return { comment, porting_order_id: id, support_key: supportKey }
  }
  const details = [{ code: "ACCOUNT_NUMBER_MISMATCH", description: SENTENCE.repeat(4) }]
  const status = { value: STATUSES[told % STATUSES.length], details }
  const references = { customer_reference: `BENCH-${order}`, support_key: supportKey }
  return { id, ...references, status, updated_at: at, webhook_url: "https://ports.example.com/api/webhooks/telnyx" }
}

/** About 1 kB: nine status changes and a comment, of 2,000 orders in turn, each later than the one before. */
function nextBody(): string {
  const order = told % ORDERS
  const at = `${new Date(Date.now() - 3_600_000 + told++).toISOString().slice(0, -1)}000Z`
  const payload = payloadOf(order, orderIds[order] ?? "", at)
  const type = "comment" in payload ? "porting_order.new_comment" : "porting_order.status_changed"
  const data = { event_type: type, id: randomUUID(), occurred_at: at, payload, record_type: "event" }
  return JSON.stringify({ data, meta: { attempt: 1, delivered_to: "https://ports.example.com/api/webhooks/telnyx" } })
}

function signedLines(body: string, key: KeyObject | null): string {
  if (!key) return ""
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = sign(null, Buffer.from(`${timestamp}|${body}`), key).toString("base64")
  return `telnyx-signature-ed25519: ${signature}\r\ntelnyx-timestamp: ${timestamp}\r\n`
}

/** Whole HTTP requests with bodies that are distinct among all ever made by this process. */
export function webhookRequests(count: number, { port, key }: { port: number; key: KeyObject | null }): Buffer[] {
  return Array.from({ length: count }, () => {
    const body = nextBody()
    const head = `POST ${WEBHOOK_PATH} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\n`
    return Buffer.from(`${head}content-length: ${Buffer.byteLength(body)}\r\n${signedLines(body, key)}\r\n${body}`)
  })
}
