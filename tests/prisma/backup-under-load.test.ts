import { createHash, randomUUID } from "node:crypto"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { ordersOf, queryRows } from "../support/backups.ts"
import { runCommand } from "../support/commands.ts"
import { createDatabase } from "../support/database.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { sentComment, sentSplit, sentStatus } from "../support/sent.ts"
import { post } from "../support/webhook.ts"

let folder: string
const running: Portline[] = []

async function start(env: Record<string, string>): Promise<Portline> {
  const portline = await startPortline({ env })
  running.push(portline)
  return portline
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "portline-load-"))
})
afterAll(async () => {
  await Promise.all(running.map((portline) => portline.stop()))
  await rm(folder, { recursive: true, force: true })
})

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex")
const external = async () => ({ DATABASE_URL: await createDatabase({ migrated: false }) })

const ORDERS = Array.from({ length: 30 }, () => randomUUID())
const STATUSES = ["draft", "in-process", "submitted", "exception", "foc-date-confirmed", "ported"]

/** The number's body of a load that has everything that orders are made of. */
function loadBody(number: number): Buffer {
  const [order, other] = [ORDERS[number % 30] ?? "", ORDERS[(number * 7 + 1) % 30] ?? ""]
  const about = { order, at: `2024-05-01T10:00:00.${String(number).padStart(6, "0")}Z`, more: { support_key: `sr_${number % 30}` } }
  if (number % 9 === 0) return sentComment({ body: `Comment ${number}\u2028` }, about)
  if (number % 13 === 0 && order !== other) return sentSplit(order, other, { at: about.at, numbers: [`n${number}`] })
  return sentStatus(STATUSES[number % 6], { ...about, codes: number % 6 === 3 ? ["OTHER"] : [] })
}

type Ack = { readonly body: Buffer; readonly status: number; readonly result: unknown }

/** Posts bodies, eight at a time, until it is told to stop; every tenth twice. */
function startLedger(url: string): { acks: Ack[]; stop: () => Promise<void> } {
  const acks: Ack[] = []
  let [next, isStopping] = [0, false]
  const work = async (): Promise<void> => {
    while (!isStopping) {
      const number = next++
      const body = loadBody(number)
      for (let times = number % 10 === 0 ? 2 : 1; times > 0; times--) {
        const { status, json } = await post(url, body)
        acks.push({ body, status, result: json.result })
      }
    }
  }
  const workers = Promise.all(Array.from({ length: 8 }, work))
  const stop = async (): Promise<void> => {
    isStopping = true
    await workers
  }
  return { acks, stop }
}

async function keptHashes(url: string): Promise<Map<string, number>> {
  const rows = await queryRows<{ hash: string; deliveries: number }>(
    url,
    "SELECT encode(sha256(raw), 'hex') AS hash, deliveries FROM events",
  )
  return new Map(rows.map(({ hash, deliveries }) => [hash, deliveries]))
}

test("row 58: a backup under load, restored, has every webhook that was acknowledged before it, and the orders that they add up to", async () => {
  const [from, to, file] = [await external(), await external(), join(folder, "load.gz")]
  const busy = await start(from)
  const ledger = startLedger(busy.url)
  await expect.poll(() => ledger.acks.length, { timeout: 60_000 }).toBeGreaterThan(300)
  const before = [...ledger.acks]
  const backup = await runCommand("backup", [file], from)
  const during = ledger.acks.length - before.length
  await ledger.stop()
  expect(backup.code, backup.output).toBe(0)
  expect(during).toBeGreaterThan(0)
  expect(new Set(ledger.acks.map(({ status, result }) => `${status} ${result}`))).toEqual(new Set(["200 stored", "200 duplicate"]))

  const restored = await runCommand("restore", [file], to)
  expect(restored.code, restored.output).toBe(0)
  expect(restored.output).toMatch(/^restore: \d+ events, \d+ deliveries, 30 orders$/)
  const kept = await keptHashes(to.DATABASE_URL)
  const times = Map.groupBy(before, ({ body }) => sha256(body))
  expect([...times].filter(([hash, acks]) => (kept.get(hash) ?? 0) < acks.length)).toEqual([])
  const posted = new Set(ledger.acks.map(({ body }) => sha256(body)))
  expect([...kept.keys()].filter((hash) => !posted.has(hash))).toEqual([])
  expect((await runCommand("rebuild", [], to)).output).toBe("rebuild: 30 orders, 0 differed")

  // What came after the snapshot comes once more, and both know the same.
  const idle = await start(to)
  for (const { body } of ledger.acks.slice(before.length)) await post(idle.url, body)
  expect(await ordersOf(idle)).toEqual(await ordersOf(busy))
})
