import { createPublicKey } from "node:crypto"
import { intakeDb, penDb } from "#lib/db/client.ts"
import { databaseReason } from "#lib/db/database-reason.ts"
import { log } from "#lib/log.ts"
import { appendEvents } from "./append-events.ts"
import { sha256 } from "./content-hash.ts"
import { projectOrders } from "./project-orders.ts"
import { readDelivery } from "./read-delivery.ts"
import { groupReceipts, type Receipt } from "./receipt.ts"
import { verifySignature } from "./verify-signature.ts"

/**
 * The type that a test's body bears on its way. No order has it: a test whose header is lost on the way is quarantined
 * as no porting event, and never becomes an order.
 */
export const TEST_TYPE = "portline.test"
const TRIED_TYPE = "porting_order.status_changed"

/** The header that names a test, by a token that is good once, for half a minute. */
export const TEST_HEADER = "portline-test"

type Delivery = { readonly raw: Uint8Array; readonly header: (name: string) => string | null; readonly receivedAt: number }

/** What the door measured of a test. `signature`: "ok", "unsigned", or why it is refused. `problem`: why it could not be stored. */
export type DoorMeasure = {
  readonly signature: string
  readonly signature_ms: number
  readonly problem: string | null
  readonly stored_ms: number
}

/** The hash under which a test is kept: the token itself is nowhere. */
export function testHash(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(sha256("test", token))
}

let isClaiming = false

/**
 * The open test that a token names, closed by this: two deliveries cannot both have it. Anybody can send a token that looks
 * like one, and before the signature is looked at: it is asked for one at a time, on the connection of what is forged, and
 * whatever comes meanwhile is none.
 */
async function claim(hash: Uint8Array<ArrayBuffer>): Promise<{ readonly public_key: string | null } | undefined> {
  if (isClaiming) return undefined
  isClaiming = true
  try {
    const [row] = await penDb().$queryRaw<{ public_key: string | null }[]>`
      UPDATE door_tests SET used_at = clock_timestamp()
      WHERE token_hash = ${hash} AND used_at IS NULL AND created_at > clock_timestamp() - interval '30 seconds' RETURNING public_key`
    return row
  } finally {
    isClaiming = false
  }
}

function checkSignature({ raw, header, receivedAt }: Delivery, publicKey: string | null): string {
  if (publicKey === null) return "unsigned"
  const key = createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" })
  const signature = { signature: header("telnyx-signature-ed25519"), timestamp: header("telnyx-timestamp") }
  const checked = verifySignature({ raw, ...signature, keys: [key], nowSeconds: Math.floor(receivedAt / 1000) })
  return checked.ok ? "ok" : checked.reason
}

const UNDO = new Error("A test leaves nothing behind.")

/** The test's body as the status event that it stands for. */
const asStatusEvent = (raw: Uint8Array): Uint8Array => Buffer.from(Buffer.from(raw).toString().replace(TEST_TYPE, TRIED_TYPE))

/** Keeps and projects as for a real event, and undoes it: no list or count ever sees it. */
async function tryKeeping(receipt: Receipt): Promise<string | null> {
  const arrivals = groupReceipts([receipt])
  const events = arrivals.flatMap(({ event }) => event ?? [])
  try {
    await intakeDb().$transaction(async (tx) => {
      const batch = await appendEvents(tx, arrivals, { projecting: true })
      await projectOrders(tx, events, batch)
      throw UNDO
    })
    return null
  } catch (error) {
    return error === UNDO ? null : databaseReason(error)
  }
}

/**
 * Takes a delivery that names an open test of ours, and answers its key. Null for any other token: the delivery
 * then goes the way of all others, so that a forged one gets nothing.
 */
export async function takeTest(token: string, delivery: Delivery): Promise<string | null> {
  if (!/^[\w-]{43}$/.test(token)) return null
  const hash = testHash(token)
  try {
    const test = await claim(hash)
    return test ? await measure(hash, delivery, test.public_key) : null
  } catch (error) {
    log.error({ err: error }, "A test event could not be taken.")
    return null
  }
}

/** Follows a test through the door and writes down what was measured. Returns its key. */
async function measure(hash: Uint8Array<ArrayBuffer>, delivery: Delivery, publicKey: string | null): Promise<string> {
  const began = performance.now()
  const signature = checkSignature(delivery, publicKey)
  const checked = performance.now()
  const raw = asStatusEvent(delivery.raw)
  const receipt = readDelivery(
    { source: "webhook", raw, receivedAt: delivery.receivedAt, verified: signature === "ok", headers: {} },
    false,
  )
  const problem = await tryKeeping(receipt)
  const measured: DoorMeasure = { signature, signature_ms: checked - began, problem, stored_ms: performance.now() - checked }
  await intakeDb().$executeRaw`UPDATE door_tests SET door = ${JSON.stringify(measured)} WHERE token_hash = ${hash}`
  return receipt.key
}
