import { randomUUID } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { createDatabase } from "../support/database.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { sentStatus } from "../support/sent.ts"
import { get, post } from "../support/webhook.ts"

let portline: Portline
const ORDER = randomUUID()

beforeAll(async () => {
  portline = await startPortline({ env: { DATABASE_URL: await createDatabase() } })
  await post(portline.url, sentStatus("draft", { order: ORDER, more: { support_key: "sr_plain", customer_reference: "100%_sure \\ *" } }))
})
afterAll(() => portline.stop())

/** Every route of the API that changes something, as its file says: method and path, its parameters filled in. */
const CHANGES = readdirSync(join(import.meta.dirname, "../../app/api"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("route.ts") && !file.startsWith("webhooks") && !file.includes("[[..."))
  .flatMap((file) => {
    const text = readFileSync(join(import.meta.dirname, "../../app/api", file), "utf8")
    const path = `/api/${file.replace(/\/?route\.ts$/, "").replace(/\[\w+\]/g, randomUUID())}`
    return [...text.matchAll(/export const (POST|PUT|PATCH|DELETE)\b/g)].map(([, method = ""]) => [method, path] as const)
  })

describe("row 52: a change", () => {
  test("is what these routes are for", () => expect(CHANGES.length).toBeGreaterThan(10))

  test.each(CHANGES)("%s %s is refused from another page, and never done by GET", async (method, path) => {
    const own = portline.url
    const body = "{}"
    const json = { "content-type": "application/json" }
    const foreign: Record<string, string>[] = [
      json,
      { ...json, origin: "null" },
      { ...json, origin: "https://attacker.example" },
      { ...json, origin: own.replace("127.0.0.1", "sub.127.0.0.1.nip.example") },
      { ...json, origin: own.replace("http:", "https:") },
      { ...json, origin: `${own}.attacker.example` },
      { ...json, origin: own, "sec-fetch-site": "cross-site" },
      { ...json, origin: own, "sec-fetch-site": "same-site" },
      { "content-type": "application/x-www-form-urlencoded" },
    ]
    for (const headers of foreign) {
      const answer = await get(own, path, { method, headers, body })
      expect([JSON.stringify(headers), answer.status]).toEqual([JSON.stringify(headers), 403])
    }
    expect((await get(own, path, { method, headers: { origin: own, "content-type": "text/plain" }, body })).status).toBe(415)
    expect(await get(own, path, { method: "GET" }).then(({ status }) => status)).not.toBe(303)
  })
})

test.each([
  "' OR 1=1--",
  "'; DROP TABLE orders;--",
  "%%%",
  "___",
  "***",
  "(a+)+$(a+)+$",
  "a & b | !c:*",
  "<->",
  "\\\\\\",
  "{}[]()^$.|?+",
  "\u202e\u200b\u0301",
])("row 47: a search for %j finds what holds it, and nothing else", async (text) => {
  const { status, json } = await get(portline.url, `/api/orders?q=${encodeURIComponent(text)}`)
  expect([status, json.data]).toEqual([200, []])
  expect((await fetch(`${portline.url}/orders?q=${encodeURIComponent(text)}`)).status).toBe(200)
})

test("row 47: what stands in a name is found by it, signs and all", async () => {
  for (const text of ["100%_", "0%_s", "\\ *"]) {
    const { json } = await get(portline.url, `/api/orders?q=${encodeURIComponent(text)}`)
    expect(json.data).toMatchObject([{ id: ORDER }])
  }
})

test("row 47: only NUL and what is too long are refused, and a sort by anything but the fixed columns", async () => {
  for (const query of ["q=%00%00%00", `q=${"x".repeat(10_000)}`, "sort=id;DROP TABLE orders", "sort=raw", "sort=(SELECT 1)"])
    expect((await get(portline.url, `/api/orders?${query}`)).status).toBe(400)
})

test("behind TLS a browser is told to come by it from now on; without, it is not", async () => {
  const hstsOf = async ({ url }: Portline): Promise<string | null> => (await get(url, "/")).headers.get("strict-transport-security")
  expect(await hstsOf(portline)).toBeNull()
  const tls = await startPortline({ env: { DATABASE_URL: await createDatabase(), PUBLIC_URL: "https://ports.example.com" } })
  expect(await hstsOf(tls)).toBe("max-age=31536000")
  await tls.stop()
})
