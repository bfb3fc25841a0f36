import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { freePort } from "#prisma/free-port.ts"
import { createDatabase } from "../support/database.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { newSigningKey } from "../support/signing.ts"
import { get } from "../support/webhook.ts"

const root = join(import.meta.dirname, "../..")
const key = newSigningKey()
let open: Portline
let signed: Portline
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "portline-demo-"))
  open = await startPortline({ env: { DATABASE_URL: await createDatabase() } })
  signed = await startPortline({ env: { DATABASE_URL: await createDatabase(), TELNYX_PUBLIC_KEY: key.base64 } })
})
afterAll(async () => {
  await Promise.all([open.stop(), signed.stop()])
  await rm(folder, { recursive: true, force: true })
})

async function demo(...args: string[]): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, ["prisma/seed.ts", ...args], { cwd: root, stdio: ["ignore", "pipe", "pipe"] })
  let output = ""
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      output += chunk
    })
  const [code] = await once(child, "exit")
  return { code, output }
}

describe("npm run demo", () => {
  test("sends the documented bodies and a world in which every screen has something to show", async () => {
    const { code, output } = await demo("--url", open.url)
    expect(code, output).toBe(0)
    expect(output).toContain(open.url)
    const stats = (await get(open.url, "/api/stats")).json as {
      orders: number
      quarantined: number
      by_status: object
      by_court: object
      by_messaging: object
      by_exception_code: object
    }
    expect(stats.orders).toBeGreaterThan(100)
    expect(stats.quarantined).toBeGreaterThan(0)
    for (const status of ["exception", "submitted", "foc-date-confirmed", "ported", "cancelled"])
      expect(stats.by_status).toHaveProperty(status)
    for (const court of ["you", "customer", "carrier", "telnyx", "decide"]) expect(stats.by_court).toHaveProperty(court)
    expect(Object.keys(stats.by_exception_code).length).toBeGreaterThan(5)
    expect(stats.by_messaging).toHaveProperty("exception")
    expect((await get(open.url, "/api/orders/sr_98f022")).status).toBe(200)
    expect((await get(open.url, "/api/orders?placeholder=only")).json.total).toBeGreaterThan(0)
    expect((await get(open.url, "/api/orders?deleted=only")).json.total).toBeGreaterThan(0)
  })

  test("where a key is set, says so and why nothing was taken; with the key that matches, it is", async () => {
    const refused = await demo("--url", signed.url, "--count", "5")
    expect(refused.code).toBe(1)
    expect(refused.output).toContain("has a TELNYX_PUBLIC_KEY")
    expect(refused.output).toContain("telnyx-signature-ed25519 is missing")
    expect((await get(signed.url, "/api/stats")).json).toMatchObject({ events: 0, quarantined: 0 })
    const file = join(folder, "key.pem")
    await writeFile(file, key.privateKey.export({ format: "pem", type: "pkcs8" }))
    const taken = await demo("--url", signed.url, "--count", "5", "--key", file)
    expect(taken.code, taken.output).toBe(0)
    expect((await get(signed.url, "/api/events?limit=1")).json.data).toMatchObject([{ verified: true }])
  })

  test("says in one line that nothing listens, or which argument is wrong", async () => {
    for (const args of [
      ["--url", `http://127.0.0.1:${await freePort()}`],
      ["--count", "many"],
      ["--colour", "red"],
      ["--key", "/nowhere"],
    ]) {
      const { code, output } = await demo(...args)
      expect(code).toBe(1)
      expect(output.trim().split("\n")).toHaveLength(1)
    }
  })
})
