import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import type { OrderListJson } from "#lib/contract.ts"
import { urls } from "#lib/contract.ts"
import { StartProblem } from "#prisma/bring-up-database.ts"
import { runOnDatabase } from "#prisma/run-on-database.ts"
import { createConnection } from "./create-connection.ts"
import { type Question, readQuestions } from "./read-questions.ts"
import { startBenchServer } from "./start-bench-server.ts"
import { webhookRequests } from "./webhook-requests.ts"

const HELP = `npm run bench:reads

Measures reads over the world that "npm run bench:load" has put into the database that DATABASE_URL or DATA_DIR names:
a production server of its own, 8 connections that ask as soon as they are answered, and 200 webhooks a second
meanwhile. Prints, for each question, the median and the 95th percentile of the answers' times in 4 seconds, and what is
to be reached at a million orders.`

const READERS = 8
const WEBHOOKS_A_SECOND = 200
const SECONDS_EACH = 4
const PAGES_ON = 100

type Measured = { readonly name: string; readonly answers: number; readonly failed: number; readonly p50: number; readonly p95: number }

const at = (times: readonly number[], share: number): number =>
  times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN

type Sent = { readonly answers: Readonly<Record<string, number>>; readonly p99: number; readonly most: number }

/** Keeps webhooks coming at an even pace until told to stop; says what was answered, and how soon. */
async function keepSending(port: number, signal: AbortSignal, meanwhile: { readonly question: string }): Promise<Sent> {
  const connections = await Promise.all(Array.from({ length: 8 }, () => createConnection(port)))
  const [answers, times]: [Record<string, number>, number[]] = [{}, []]
  await Promise.all(
    connections.map(async (connection) => {
      while (!signal.aborted) {
        const next = sleep((1_000 * connections.length) / WEBHOOKS_A_SECOND)
        const [request] = webhookRequests(1, { port, key: null })
        const began = performance.now()
        const { status, text } = await connection.ask(request ?? Buffer.alloc(0))
        times.push(performance.now() - began)
        const result = /"result":"(\w+)"/.exec(text)?.[1] ?? ""
        const told = result === "stored" ? `${status} stored` : `${status} ${result} (${meanwhile.question})`
        answers[told] = (answers[told] ?? 0) + 1
        await next
      }
      connection.end()
    }),
  )
  times.sort((a, b) => a - b)
  return { answers, p99: at(times, 0.99), most: times.at(-1) ?? Number.NaN }
}

async function ask(url: string, { name, paths }: Question): Promise<Measured> {
  const times: number[] = []
  const slowest = { path: "", ms: 0 }
  let [failed, asked] = [0, 0]
  const end = performance.now() + SECONDS_EACH * 1_000
  await Promise.all(
    Array.from({ length: READERS }, async () => {
      do {
        const path = paths[asked++ % paths.length] ?? "/"
        const began = performance.now()
        const answer = await fetch(`${url}${path}`)
        await answer.arrayBuffer()
        const ms = performance.now() - began
        if (answer.status !== 200) failed++
        if (ms > slowest.ms) Object.assign(slowest, { path, ms })
        times.push(ms)
      } while (performance.now() < end)
    }),
  )
  times.sort((a, b) => a - b)
  if (paths.length > 1) console.log(`    slowest of ${name}: ${slowest.ms.toFixed(0)} ms, ${slowest.path}`)
  return { name, answers: times.length, failed, p50: at(times, 0.5), p95: at(times, 0.95) }
}

/** How long the first page of the list takes, and the hundredth after it. */
async function askPages(url: string): Promise<{ readonly first: number; readonly hundredth: number }> {
  const page = async (cursor: string | null): Promise<OrderListJson> =>
    (await fetch(`${url}${urls.api.orders(new URLSearchParams({ limit: "50", ...(cursor ? { cursor } : {}) }))}`)).json()
  let cursor: string | null = null
  for (let number = 0; number < PAGES_ON; number++) cursor = (await page(cursor)).next_cursor
  const time = async (place: string | null): Promise<number> => {
    const times: number[] = []
    for (let round = 0; round < 40; round++) {
      const began = performance.now()
      await page(place)
      times.push(performance.now() - began)
    }
    return at(
      times.sort((a, b) => a - b),
      0.5,
    )
  }
  return { first: await time(null), hundredth: await time(cursor) }
}

function print(measured: Measured, mostMs: number | null): void {
  const { name, answers, failed, p50, p95 } = measured
  const target = mostMs === null ? "" : `≤ ${mostMs}${p95 <= mostMs ? "" : "  MISSED"}`
  const cells = [name.padEnd(30), String(answers).padStart(7), p50.toFixed(1).padStart(9), p95.toFixed(1).padStart(9), `  ${target}`]
  console.log(`${cells.join("")}${failed > 0 ? `  ${failed} failed` : ""}`)
}

async function measure(url: string, signal: AbortSignal): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ orders: number; events: number }>(
    `SELECT (SELECT reltuples FROM pg_class WHERE relname = 'orders')::int AS orders, (SELECT reltuples FROM pg_class WHERE relname = 'events')::int AS events`,
  )
  const questions = await readQuestions(client).finally(() => client.end())
  const dataDir = mkdtempSync(join(tmpdir(), "portline-reads-"))
  const server = await startBenchServer({ dataDir, databaseUrl: url, publicKey: null, frontDoor: true })
  const stopping = new AbortController()
  signal.addEventListener("abort", () => stopping.abort())
  try {
    const site = `http://127.0.0.1:${server.port}`
    console.log(`bench:reads: about ${rows[0]?.orders} orders, ${rows[0]?.events} events`)
    console.log(`${"".padEnd(30)}${"answers".padStart(7)}${"p50 ms".padStart(9)}${"p95 ms".padStart(9)}  to reach`)
    const told = { question: "" }
    const sending = keepSending(server.port, stopping.signal, told)
    for (const question of questions) {
      if (stopping.signal.aborted) throw new StartProblem("stopped.")
      told.question = question.name
      print(await ask(site, question), question.mostMs)
    }
    const { first, hundredth } = await askPages(site)
    console.log(
      `first page ${first.toFixed(1)} ms, the ${PAGES_ON}th after it ${hundredth.toFixed(1)} ms: ${(hundredth / first).toFixed(2)} (≤ 1.2)`,
    )
    stopping.abort()
    const { answers, p99, most } = await sending
    const counted = Object.entries(answers).map(([answer, times]) => `${times} × ${answer}`)
    console.log(`bench:reads: webhooks meanwhile ${counted.join(", ")}; p99 ${p99.toFixed(0)} ms, slowest ${most.toFixed(0)} ms`)
  } finally {
    stopping.abort()
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

await runOnDatabase(() => {
  if (process.argv.length > 2) console.log(HELP)
  return process.argv.length > 2 ? null : measure
})
