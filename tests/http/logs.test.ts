import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, expect, test } from "vitest"
import { createDatabase, dropDatabase } from "../support/database.ts"
import { until } from "../support/ledger.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { ORDER, sentStatus } from "../support/sent.ts"
import { newSigningKey, signedHeaders } from "../support/signing.ts"
import { get, post, sendRaw } from "../support/webhook.ts"

const key = newSigningKey()
const CANARY = { body: "canary-of-a-body", reference: "canary-of-a-customer", header: "canary-of-a-header", cookie: "canary-of-a-cookie" }

let databaseUrl: string
let portline: Portline

beforeAll(async () => {
  databaseUrl = await createDatabase()
  portline = await startPortline({ env: { DATABASE_URL: databaseUrl, TELNYX_PUBLIC_KEY: key.base64, LOG_LEVEL: "debug" } })
})
afterAll(() => portline.stop())

type Entry = { readonly level: string; readonly msg: string; readonly request?: string; readonly path?: string; readonly status?: number }

/** Every line but those for the person who starts it; one that is no JSON throws. */
function entries(): Entry[] {
  const lines = portline.output().split("\n").filter(Boolean)
  return lines.filter((line) => !line.startsWith("portline: ")).map((line) => JSON.parse(line))
}

const entryOf = async (request: string): Promise<Entry | undefined> => {
  await until("the request is logged", async () => entries().some((entry) => entry.request === request))
  return entries().find((entry) => entry.request === request)
}

test("an answer names its request, by the id that it came with, else by a new one; the log does too", async () => {
  const given = "proxy-7f3a/1"
  const answer = await get(portline.url, "/api/orders?q=canary", { headers: { "x-request-id": given } })
  expect(answer.headers.get("x-request-id")).toBe(given)
  expect(await entryOf(given)).toMatchObject({ level: "debug", method: "GET", path: "/api/orders", status: 200 })
  const odd = await get(portline.url, "/api/orders", { headers: { "x-request-id": "a b\u00ff" } })
  expect(odd.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/)
  const body = sentStatus("draft")
  const kept = await post(portline.url, body, { headers: { ...signedHeaders(key, body), "x-request-id": "telnyx-1" } })
  expect([kept.status, kept.headers.get("x-request-id")]).toEqual([200, "telnyx-1"])
})

test("whoever read the log may go: webhooks are kept, and nothing runs in circles", async () => {
  const alone = await startPortline({ env: { DATABASE_URL: await createDatabase(), LOG_LEVEL: "debug" } })
  for (const stream of [alone.process.stdout, alone.process.stderr]) stream?.destroy()
  const secondsUsed = async (): Promise<number> => {
    const { text } = await get(alone.url, "/api/metrics")
    return Number(/^process_cpu_seconds_total (\S+)$/m.exec(text)?.[1])
  }
  for (let sent = 0; sent < 5; sent++) expect((await post(alone.url, sentStatus("draft"))).json.result).toBe("stored")
  const before = await secondsUsed()
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  expect((await secondsUsed()) - before).toBeLessThan(1)
  await alone.stop()
})

test("row 49: each line of the log is JSON, and none holds a body, key, cookie or password, whatever fails", async () => {
  const headers = { cookie: `session=${CANARY.cookie}`, authorization: `Bearer ${CANARY.header}`, "user-agent": CANARY.header }
  const body = sentStatus("exception", {
    id: `\u001b[31m${CANARY.body}\n\u0000`,
    codes: [CANARY.body],
    more: { customer_reference: CANARY.reference, support_key: "sr_canary" },
  })
  const signature = signedHeaders(key, body)
  const sendAll = async (): Promise<void> => {
    await post(portline.url, body, { headers: { ...headers, ...signature } })
    await post(portline.url, `not JSON: ${CANARY.body}`, { headers })
    await post(portline.url, body, { headers: { ...headers, "telnyx-signature-ed25519": CANARY.header } })
    await sendRaw(portline.port, [`GET /%0a%1b[31m HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nX-Request-Id: \u001b[31m\r\n\r\n`])
    for (const path of [`/orders?q=${CANARY.reference}`, `/orders/${ORDER}`, `/api/orders/${ORDER}`, "/api/events", "/", "/%E0%A4%A"])
      await get(portline.url, path, { headers })
  }
  await sendAll()
  await dropDatabase(databaseUrl)
  await until("a webhook is spooled", async () => (await post(portline.url, body, { headers: signature })).json.result === "spooled")
  await sendAll()
  const failed = randomUUID()
  expect((await get(portline.url, "/api/orders", { headers: { "x-request-id": failed } })).status).toBe(503)
  await until("the failure is logged", async () => entries().some(({ request, level }) => request === failed && level === "error"))

  expect(entries().map(({ msg }) => msg)).toContain("The database does not keep webhooks: they go to disk until it does.")
  const secrets = [...Object.values(CANARY), new URL(databaseUrl).password, key.base64, signature["telnyx-signature-ed25519"]]
  expect(secrets.every((secret) => secret !== undefined && secret.length > 5)).toBe(true)
  for (const secret of secrets) expect(portline.output()).not.toContain(secret)
})
