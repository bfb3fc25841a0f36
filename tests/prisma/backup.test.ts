import { randomUUID } from "node:crypto"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { DEFAULT_GUIDE } from "#lib/porting/default-guide.ts"
import { contentOf, ordersOf } from "../support/backups.ts"
import { runCommand } from "../support/commands.ts"
import { createDatabase } from "../support/database.ts"
import { ALL_FIXTURES, fixture } from "../support/fixtures.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { sentComment, sentStatus } from "../support/sent.ts"
import { newSigningKey } from "../support/signing.ts"
import { get, post } from "../support/webhook.ts"

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "portline-backup-"))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const ORDERS = [randomUUID(), randomUUID()]
type Place = Readonly<Record<string, string>>
const change = (url: string) => ({ origin: url, "content-type": "application/json" })

/** Every kind of event, and rules of one's own. */
async function fillOpen({ url }: Portline): Promise<void> {
  for (const number of [...ALL_FIXTURES, 1, 1, 5]) await post(url, fixture(number), { headers: { "user-agent": 'caf\u00e9 \\ "' } })
  await post(url, "no JSON at all \\ \u2028")
  await post(url, Buffer.from([0, 1, 254, 255, 10, 13, 34, 92]))
  await post(url, sentStatus("new \u0000 one", { order: ORDERS[0] ?? "", at: "2024-05-01T10:00:00.123456Z", id: "x".repeat(5_000) }))
  await post(url, sentStatus("ported", { order: ORDERS[1] ?? "", at: "2099-01-01T00:00:00Z" }))
  await post(url, sentComment({ body: "c".repeat(1_040_000) }, { order: ORDERS[1] ?? "" }))
  expect(await get(url, "/api/sample", { method: "POST", headers: change(url) })).toMatchObject({ status: 200 })
  const rule = { version: 0, code: "OTHER", ...DEFAULT_GUIDE.OTHER, court: "carrier", meaning: "caf\u00e9 \u2028" }
  expect(await post(url, JSON.stringify(rule), { path: "/api/rules/guide", headers: change(url) })).toMatchObject({ status: 200 })
}

/** One body in the pen, and a gap of one that is too large for it. */
async function fillSigned({ url }: Portline): Promise<void> {
  for (const body of [fixture(2), "x".repeat(100_000)]) expect(await post(url, body)).toMatchObject({ status: 401 })
}

async function runOnce(place: Place, work: (portline: Portline) => Promise<void>): Promise<void> {
  const portline = await startPortline({ env: place })
  await work(portline).finally(() => portline.stop())
}

test("a backup of an embedded database goes into another one, and from there into an embedded one again, with nothing changed", async () => {
  const signed = { TELNYX_PUBLIC_KEY: newSigningKey().base64 }
  const first = { DATA_DIR: join(folder, "first") }
  await runOnce(first, fillOpen)
  await runOnce({ ...first, ...signed }, fillSigned)
  const files: string[] = []
  const shown: object[][] = []
  for (const [index, place] of [
    first,
    { DATABASE_URL: await createDatabase({ migrated: false }) },
    { DATA_DIR: join(folder, "second") },
  ].entries()) {
    const [last, file] = [files.at(-1), join(folder, `${index}.gz`)]
    if (last) expect(await runCommand("restore", [last], place)).toMatchObject({ code: 0 })
    await runOnce({ ...place, ...signed }, async (portline) => {
      expect(await runCommand("backup", [file], place)).toMatchObject({ code: 0 })
      shown.push(await ordersOf(portline))
    })
    files.push(file)
  }
  expect(shown[1]).toEqual(shown[0])
  expect(shown[2]).toEqual(shown[0])
  const contents = await Promise.all(files.map(contentOf))
  expect(contents[0]?.filter((line) => /"worth":|"refused":|"keys_print":.*"user_agent":|"saved_at":/.test(line))).toHaveLength(4)
  expect(contents[1]).toEqual(contents[0])
  expect(contents[2]).toEqual(contents[0])
})
