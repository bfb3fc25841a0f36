import { availableParallelism } from "node:os"
import { parseArgs } from "node:util"
import { Worker } from "node:worker_threads"
import pg from "pg"
import { openDb } from "#lib/db/client.ts"
import { PROJECTION_VERSION } from "#lib/db/projection-version.ts"
import { sumCounts } from "#lib/db/sum-counts.ts"
import { findWrongNow } from "#lib/intake/find-wrong.ts"
import { markReusedIds } from "#lib/intake/mend-counts.ts"
import { StartProblem } from "#prisma/bring-up-database.ts"
import { migrate } from "#prisma/migrate.ts"
import { type DatabaseCommand, runOnDatabase } from "#prisma/run-on-database.ts"
import type { Loaded, LoadTask } from "./load-worker.ts"
import type { LoadPlan } from "./load-world.ts"
import { withoutIndexes } from "./put-indexes-aside.ts"

const HELP = `npm run bench:load -- [options]

Fills an empty database, the one that DATABASE_URL or DATA_DIR names, with a large made-up world to measure on: lives
like the demo's, 5 of 100 orders under way and the others ended in the two years before, one order in ten with one
shared reference; and, from 10,000 orders on, the landmarks: orders of 10,000 and of 2,000 events, a split family of 5,000. Rows go in by COPY,
as the intake would have made them; a sample of the orders is worked out again and compared.

  --orders N   1,000 to 10,000,000 (default 100000)
  --events N   about so many, up to 8 an order (default 5 an order)
  --seed N     which world (default 1)
  --help       this text`

const SAMPLED = 2_000

function wholeNumber(name: string, text: string, least: number, most: number): number {
  if (/^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text)
  throw new StartProblem(`--${name} is "${text}": a whole number from ${least} to ${most} is allowed.`)
}

function readPlan(argv: readonly string[]): LoadPlan | null {
  const options = { orders: { type: "string" }, events: { type: "string" }, seed: { type: "string" }, help: { type: "boolean" } } as const
  const { values, tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true })
  const unknown = tokens.find((token) => token.kind === "positional" || (token.kind === "option" && !Object.hasOwn(options, token.name)))
  if (unknown)
    throw new StartProblem(`the argument "${argv[unknown.index]}" is not known: --orders, --events, --seed and --help are allowed.`)
  if (values.help) return null
  const orders = wholeNumber("orders", String(values.orders ?? 100_000), 1_000, 10_000_000)
  const events = wholeNumber("events", String(values.events ?? orders * 5), orders, orders * 8)
  return { orders, events, seed: wholeNumber("seed", String(values.seed ?? 1), 0, 999_999_999) }
}

async function refuseFilled(url: string): Promise<void> {
  const migrated = await migrate(url)
  if (!migrated.ok) throw new StartProblem(migrated.problem)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rowCount } = await client.query("SELECT 1 FROM events LIMIT 1").finally(() => client.end())
  if (rowCount !== 0) throw new StartProblem("this database is not empty: it has events. A world is loaded into an empty one only.")
}

/** Several processors tell and write at once; each says after each piece what it has written. */
async function fill(url: string, plan: LoadPlan, signal: AbortSignal): Promise<Loaded> {
  const [workers, now] = [Math.max(2, availableParallelism()), Date.now()]
  let [events, orders, said] = [0, 0, 0]
  const running = Array.from({ length: workers }, (_, worker) => {
    const workerData: LoadTask = { url, plan, now, share: { worker, workers } }
    const thread = new Worker(new URL("./load-worker.ts", import.meta.url), { workerData })
    signal.addEventListener("abort", () => void thread.terminate())
    thread.on("message", (told: Loaded) => {
      events += told.events
      orders += told.orders
      if (events - said < 500_000) return
      said = events
      console.log(`bench:load: ${events} events …`)
    })
    return new Promise<void>((resolve, reject) => {
      thread.once("error", reject)
      thread.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}.`))))
    })
  })
  await Promise.all(running)
  return { events, orders }
}

/** Works a sample of the orders out from their events, and throws where one is not as it was loaded. */
async function checkSample(url: string): Promise<number> {
  const db = openDb(url, { max: 1, queryTimeoutMs: 120_000 })
  try {
    await db.$executeRaw`INSERT INTO projection (version) VALUES (${PROJECTION_VERSION}) ON CONFLICT DO NOTHING`
    await sumCounts(db)
    await markReusedIds(db)
    const rows = await db.$queryRaw<{ id: string }[]>`SELECT id::text FROM orders ORDER BY md5(id::text) LIMIT ${SAMPLED}`
    const wrong = await findWrongNow(
      db,
      rows.map(({ id }) => id),
    )
    if (wrong.length > 0) throw new StartProblem(`${wrong.length} of ${rows.length} orders are not what their events say.`)
    return rows.length
  } finally {
    await db.$disconnect()
  }
}

const loadInto =
  (plan: LoadPlan): DatabaseCommand =>
  async (url, signal) => {
    const began = performance.now()
    await refuseFilled(url)
    let loaded: Loaded = { events: 0, orders: 0 }
    await withoutIndexes(url, async () => {
      loaded = await fill(url, plan, signal)
      console.log(`bench:load: all rows are in after ${((performance.now() - began) / 1000).toFixed(0)} s; the indexes are built …`)
    })
    const checked = await checkSample(url)
    const seconds = ((performance.now() - began) / 1000).toFixed(0)
    console.log(`bench:load: ${loaded.orders} orders, ${loaded.events} events in ${seconds} s; ${checked} orders checked, 0 differ`)
  }

await runOnDatabase(() => {
  const plan = readPlan(process.argv.slice(2))
  if (plan === null) console.log(HELP)
  return plan && loadInto(plan)
})
