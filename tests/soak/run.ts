import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"
import { parseArgs } from "node:util"
import { openDb } from "#lib/db/client.ts"
import { rebuildOrders } from "#lib/intake/rebuild-orders.ts"
import { keepSending, type Sent } from "../../bench/keep-sending.ts"
import { at, sorted } from "../../bench/shares.ts"
import { writeFigures } from "../../bench/write-figures.ts"
import { missingOf, until, untilKeeping } from "../support/ledger.ts"
import type { Portline } from "../support/portline.ts"
import { get } from "../support/webhook.ts"
import { type Read, readOn } from "./read-on.ts"
import { type Told, watchScreens } from "./watch-screens.ts"
import { startWideWorld, type WideWorld } from "./wide-world.ts"

const HELP = `npm run soak -- [options]

Two Portlines on one embedded PostgreSQL, behind PgBouncer in transaction pooling if that is installed, with a streaming
replica for reads: 200 webhooks a second and 20 readers, for as long as asked for. Fails unless every webhook that was
answered 200 is in the database, no answer failed, and the orders are what their events add up to. Writes its part of
docs/performance.md.

  --minutes N   from 0.2 to 1440 (default 30)
  --help        this text`

const RATE = 200
const READERS = 20
const SAMPLE_MS = 5_000

/** What was answered, by the hash of its body. */
type Tries = { readonly hash: string; readonly status: number }[]
type Course = {
  readonly tries: Tries
  readonly sent: readonly Sent[]
  readonly read: Read
  readonly told: Told
  readonly memory: readonly number[][]
}

/** What a process has resident, in MB. */
const residentMb = (pid: number): number => (Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1_024) / 1e6

async function watchMemory(pids: readonly number[], signal: AbortSignal): Promise<number[][]> {
  const samples: number[][] = pids.map(() => [])
  while (!signal.aborted) {
    for (const [index, pid] of pids.entries()) samples[index]?.push(residentMb(pid))
    await sleep(SAMPLE_MS, undefined, { signal }).catch(() => {})
  }
  return samples
}

async function load({ instances: [one, other] }: WideWorld, minutes: number): Promise<Course> {
  const signal = AbortSignal.timeout(minutes * 60_000)
  const tries: Tries = []
  const note = (request: Buffer, status: number): void => {
    const body = request.subarray(request.indexOf("\r\n\r\n") + 4)
    tries.push({ hash: createHash("sha256").update(body).digest("hex"), status })
  }
  const send = ({ port }: Portline): Promise<Sent> => keepSending({ port, perSecond: RATE / 2, during: () => "soak", note }, signal)
  const pids = [one, other].map(({ process }) => process.pid ?? 0)
  const sending = Promise.all([send(one), send(other)])
  const reading = readOn([one.url, other.url], { readers: READERS, signal })
  const telling = watchScreens({ from: one.url, to: other.url }, signal)
  const [sent, read, told, memory] = await Promise.all([sending, reading, telling, watchMemory(pids, signal)])
  return { tries, sent, read, told, memory }
}

async function countWrongOrders(url: string): Promise<number> {
  const db = openDb(url, { max: 1, queryTimeoutMs: 600_000 })
  return (await rebuildOrders(db).finally(() => db.$disconnect())).differed
}

function memoryLine(samples: readonly number[], name: string): string {
  const half = samples.slice(Math.floor(samples.length / 2))
  const mean = half.reduce((sum, value) => sum + value, 0) / half.length
  const [low, high] = [Math.min(...half), Math.max(...half)].map((value) => (value / mean - 1) * 100)
  const third = (from: number): string => {
    const part = half.slice(Math.floor((half.length * from) / 3), Math.floor((half.length * (from + 1)) / 3))
    return (part.reduce((sum, value) => sum + value, 0) / Math.max(1, part.length)).toFixed(0)
  }
  return `- memory of ${name}, second half: mean ${mean.toFixed(0)} MB (${low?.toFixed(0)} % to +${high?.toFixed(0)} %; its thirds ${third(0)}, ${third(1)}, ${third(2)}), most of all ${Math.max(...samples).toFixed(0)} MB`
}

async function report(world: WideWorld, course: Course, minutes: number): Promise<boolean> {
  await until("nothing waits on disk", async () => (await get(world.instances[0].url, "/api/stats")).json.spooled === 0)
  const { tries, read, told, sent, memory } = course
  const lost = (await missingOf(tries, world.databaseUrl)).length
  const wrong = await countWrongOrders(world.databaseUrl)
  const others = tries.filter(({ status }) => status !== 200)
  const statuses = [...Map.groupBy(others, ({ status }) => status)].map(([status, all]) => `${all.length} × ${status}`)
  const failures = [...read.failures].map(([what, times]) => `${times} × ${what}`)
  const [screens, answers] = [sorted(told.times), sorted(read.times)]
  const lines = [
    `${minutes} minutes, two instances of one worker on one database${world.without.length > 0 ? ` (${world.without.join(", ")})` : ", PgBouncer before it"}, reads from its replica, ${RATE} webhooks a second, ${READERS} readers:`,
    "",
    `- webhooks: ${tries.length - others.length} answered 200, of which ${lost} are not there; ${others.length} answered otherwise${statuses.length > 0 ? ` (${statuses.join(", ")})` : ""}; answers p99 ${Math.max(...sent.map(({ p99 }) => p99)).toFixed(0)} ms, the slowest ${Math.max(...sent.map(({ most }) => most)).toFixed(0)} ms`,
    `- orders that are not what their events add up to: ${wrong}`,
    `- readers: ${read.times.length} answers, p50 ${at(answers, 0.5).toFixed(0)} ms, p95 ${at(answers, 0.95).toFixed(0)} ms; failed: ${failures.length > 0 ? failures.join(", ") : 0}`,
    `- from a webhook's 200 by one instance until the other tells its screens: p50 ${at(screens, 0.5).toFixed(0)} ms, p95 ${at(screens, 0.95).toFixed(0)} ms of ${screens.length}; not within 5 s: ${told.missed}`,
    ...memory.map((samples, index) => memoryLine(samples, index === 0 ? "one" : "the other")),
  ]
  console.log(lines.join("\n"))
  writeFigures("soak", lines.join("\n"))
  return others.length === 0 && lost === 0 && wrong === 0 && failures.length === 0 && told.missed === 0
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({ options: { minutes: { type: "string", default: "30" }, help: { type: "boolean" } } })
  if (values.help) {
    console.log(HELP)
    return true
  }
  const minutes = Number(values.minutes)
  if (!(minutes >= 0.2 && minutes <= 1_440)) throw new Error(`--minutes is "${values.minutes}": a number from 0.2 to 1440 is allowed.`)
  const world = await startWideWorld()
  try {
    for (const { url } of world.instances) await untilKeeping(url)
    return await report(world, await load(world, minutes), minutes)
  } finally {
    await world.stop()
  }
}

main().then(
  (isWell) => process.exit(isWell ? 0 : 1),
  (error: unknown) => {
    console.error(`portline: ${error instanceof Error ? error.message : String(error)}`)
    process.exit(1)
  },
)
