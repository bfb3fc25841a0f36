import { generateKeyPairSync, randomBytes, randomUUID, sign } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { areSignaturesChecked, localWebhookAddress, webhookAddress } from "#lib/access/intake-trust.ts"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import { type TestEventJson, WEBHOOK_PATH } from "#lib/contract.ts"
import { readDb, writeDb } from "#lib/db/client.ts"
import { type DoorMeasure, TEST_HEADER, TEST_TYPE, testHash } from "#lib/intake/take-test.ts"
import { type Answered, testSteps } from "./test-steps.ts"

const TIMEOUT_MS = 5_000
const SHOWN_WITHIN_MS = 2_000

function testBody(address: string): Buffer {
  const payload = {
    id: randomUUID(),
    status: { value: "in-process", details: [] },
    support_key: null,
    customer_reference: "Test of Portline",
  }
  const about = { event_type: TEST_TYPE, id: randomUUID(), occurred_at: new Date().toISOString() }
  return Buffer.from(JSON.stringify({ data: { ...about, payload, record_type: "event" }, meta: { attempt: 1, delivered_to: address } }))
}

/** Signed as Telnyx signs, by a key that nobody has a moment later; unsigned where no key is set. */
function signTest(body: Uint8Array): { readonly publicKey: string | null; readonly headers: Readonly<Record<string, string>> } {
  if (!areSignaturesChecked()) return { publicKey: null, headers: {} }
  const { privateKey, publicKey } = generateKeyPairSync("ed25519")
  const seconds = String(Math.floor(Date.now() / 1000))
  const signature = sign(null, Buffer.concat([Buffer.from(`${seconds}|`), body]), privateKey).toString("base64")
  const headers = { "telnyx-signature-ed25519": signature, "telnyx-timestamp": seconds }
  return { publicKey: publicKey.export({ format: "der", type: "spki" }).toString("base64"), headers }
}

async function postTo(address: string, body: Buffer<ArrayBuffer>, headers: Readonly<Record<string, string>>): Promise<Answered> {
  const began = performance.now()
  const init = { method: "POST", body, headers, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(TIMEOUT_MS) } as const
  try {
    const response = await fetch(address, init)
    const answer = (await response.json().catch(() => null)) as { readonly result?: unknown } | null
    return { address, status: response.status, isOurs: answer?.result === "tested", problem: null, ms: performance.now() - began }
  } catch (error) {
    const cause: unknown = error instanceof Error ? (error.cause ?? error) : error
    const code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "no answer within 5 s"
    return { address, status: null, isOurs: false, problem: code, ms: performance.now() - began }
  }
}

/** What the door wrote down, read as screens read: from a replica, where there is one. */
async function readMeasure(hash: Uint8Array<ArrayBuffer>): Promise<DoorMeasure | null> {
  for (const until = performance.now() + SHOWN_WITHIN_MS; performance.now() < until; await sleep(20)) {
    const [row] = await readDb().$queryRaw<{ door: string | null }[]>`SELECT door FROM door_tests WHERE token_hash = ${hash}`
    if (row?.door) return JSON.parse(row.door) as DoorMeasure
  }
  return null
}

/** Keeps this result alone; whoever looks is told. */
async function keepResult(hash: Uint8Array<ArrayBuffer>, result: TestEventJson): Promise<void> {
  await writeDb().$executeRaw`
    WITH kept AS (UPDATE door_tests SET steps = ${JSON.stringify(result)} WHERE token_hash = ${hash} RETURNING 1),
      gone AS (DELETE FROM door_tests WHERE token_hash <> ${hash} AND created_at < clock_timestamp() - interval '1 minute')
    SELECT pg_notify('portline', '') FROM kept`
}

type Tried = { readonly hash: Uint8Array<ArrayBuffer>; readonly answered: Answered }

/** One try, with a token of its own: the one before may have been spent although no answer came. */
async function tryAddress(address: string): Promise<Tried> {
  const [token, body] = [randomBytes(32).toString("base64url"), testBody(address)]
  const hash = testHash(token)
  const { publicKey, headers: signed } = signTest(body)
  await writeDb().$executeRaw`
    INSERT INTO door_tests (token_hash, public_key, created_at) VALUES (${hash}, ${publicKey}, clock_timestamp())`
  const headers = { "content-type": "application/json", "user-agent": "Portline's test", [TEST_HEADER]: token, ...signed }
  return { hash, answered: await postTo(address, Buffer.from(body), headers) }
}

/**
 * Posts an event of ours to our own address, as Telnyx would, and follows it: there, authentic, stored, shown.
 * It names itself by a token that only the database and this call know. The door undoes what it stores, so
 * that no order, list or count has it.
 */
export async function sendTestEvent(viewer: Viewer): Promise<TestEventJson> {
  authorize(viewer, "configure")
  const first = await tryAddress(webhookAddress(WEBHOOK_PATH))
  const local = first.answered.status === null ? await tryAddress(localWebhookAddress(WEBHOOK_PATH)) : null
  const { hash, answered } = local ?? first
  const began = performance.now()
  const measure = answered.isOurs ? await readMeasure(hash) : null
  const shownMs = performance.now() - began
  const steps = testSteps({ first: first.answered, local: local?.answered ?? null, measure, shownMs })
  const result = { at: new Date().toISOString(), passed: steps.every(({ state }) => state !== "failed"), steps }
  await keepResult(hash, result)
  return result
}
