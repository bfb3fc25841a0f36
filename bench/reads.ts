import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import pg from "pg"
import { StartProblem } from "#prisma/bring-up-database.ts"
import { runOnDatabase } from "#prisma/run-on-database.ts"
import { type Asked, askPages, askQuestion } from "./ask-questions.ts"
import { keepSending, type Sent } from "./keep-sending.ts"
import { markdownTable } from "./markdown-table.ts"
import { type Question, readQuestions } from "./read-questions.ts"
import { startBenchServer } from "./start-bench-server.ts"
import { writeFigures } from "./write-figures.ts"

const HELP = `npm run bench:reads -- [options]

Measures reads over the world that "npm run bench:load" has put into the database that DATABASE_URL or DATA_DIR names:
a production server of its own, asked by one connection and by 8 that ask as soon as they are answered, and 200 webhooks
a second meanwhile, which stay in that world. Writes its part of docs/performance.md.

  --workers N      server processes, as WORKERS has it: a number or max (default 1)
  --save FILE      keeps the medians of one connection there, and writes nothing into the page
  --against FILE   also writes how much they have grown since the ones that were kept
  --help           this text`

const MANY = 8
const WEBHOOKS_A_SECOND = 200
const SECONDS = { alone: 3, many: 4 }

/** Medians of one connection, in milliseconds, by question. */
type Medians = Readonly<Record<string, number>>
type Options = { readonly workers: string; readonly save?: string | undefined; readonly against?: string | undefined }
type Answered = { readonly question: Question; readonly alone: Asked; readonly many: Asked }

const ms = (value: number): string => value.toFixed(value < 100 ? 1 : 0)

function row({ question: { name, mostMs, isPage }, alone, many }: Answered): string[] {
  const held = isPage ? alone : many
  const target = mostMs === null ? "" : `≤ ${mostMs} ${isPage ? "by one" : "by 8"}${held.p95 <= mostMs ? "" : ": missed"}`
  const failed = alone.failed + many.failed
  return [name, ms(alone.p50), ms(alone.p95), ms(many.p50), ms(many.p95), `${target}${failed > 0 ? `, ${failed} failed` : ""}`]
}

function told({ answers, p99, most }: Sent): string {
  const counted = Object.entries(answers).map(([answer, times]) => `${times} × ${answer}`)
  return `Webhooks meanwhile: ${counted.join(", ")}; p99 ${p99.toFixed(0)} ms, the slowest ${most.toFixed(0)} ms.`
}

async function askAll(
  site: string,
  questions: readonly Question[],
  next: (name: string) => void,
): Promise<{ readonly text: string; readonly medians: Medians }> {
  const answered: Answered[] = []
  for (const question of questions) {
    next(question.name)
    const alone = await askQuestion(site, { ...question, readers: 1, seconds: SECONDS.alone })
    const many = await askQuestion(site, { ...question, readers: MANY, seconds: SECONDS.many })
    answered.push({ question, alone, many })
    console.log(row({ question, alone, many }).join("  "), question.paths.length > 1 ? many.slowest : "")
  }
  next("pages in turn")
  const { first, hundredth } = await askPages(site)
  const share = (hundredth / first).toFixed(2)
  const heads = ["ms", "p50 of one", "p95 of one", "p50 of 8", "p95 of 8", "p95 to reach at a million orders"]
  const pages = `The list's first page ${ms(first)} ms, the hundredth after it ${ms(hundredth)} ms: ${share} of it (to reach: ≤ 1.2).`
  return {
    text: `${markdownTable(heads, answered.map(row))}\n\n${pages}`,
    medians: Object.fromEntries(answered.map(({ question, alone }) => [question.name, alone.p50])),
  }
}

async function sizeOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ orders: number; events: number; gb: number }>(
    `SELECT (SELECT reltuples FROM pg_class WHERE relname = 'orders')::int AS orders, (SELECT reltuples FROM pg_class WHERE relname = 'events')::int AS events,
       pg_database_size(current_database()) / 1e9 AS gb`,
  )
  const { orders = 0, events = 0, gb = 0 } = rows[0] ?? {}
  return `About ${orders.toLocaleString("en")} orders and ${events.toLocaleString("en")} events, ${Number(gb).toFixed(1)} GB`
}

function growth(before: Medians, after: Medians): string {
  const rows = Object.entries(after).map(([name, now]) => {
    const then = before[name] ?? Number.NaN
    return [name, ms(then), ms(now), (now / then).toFixed(2)]
  })
  return markdownTable(["median of one, ms", "10,000 orders", "a million", "growth (≤ 1.5)"], rows)
}

async function measure(url: string, { workers, save, against }: Options, signal: AbortSignal): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const size = await sizeOf(client)
  const questions = await readQuestions(client).finally(() => client.end())
  const dataDir = mkdtempSync(join(tmpdir(), "portline-reads-"))
  const server = await startBenchServer({ dataDir, databaseUrl: url, publicKey: null, frontDoor: true, workers })
  const stopping = new AbortController()
  signal.addEventListener("abort", () => stopping.abort())
  try {
    let during = ""
    const sending = keepSending({ port: server.port, perSecond: WEBHOOKS_A_SECOND, during: () => during }, stopping.signal)
    const next = (name: string): void => {
      if (stopping.signal.aborted) throw new StartProblem("stopped.")
      during = name
    }
    const { text, medians } = await askAll(`http://127.0.0.1:${server.port}`, questions, next)
    stopping.abort()
    const figures = `${size}; WORKERS=${workers}; ${WEBHOOKS_A_SECOND} webhooks a second meanwhile.\n\n${text}\n\n${told(await sending)}`
    console.log(figures)
    if (save) return writeFileSync(save, JSON.stringify(medians))
    if (against) writeFigures("growth", growth(JSON.parse(readFileSync(against, "utf8")) as Medians, medians))
    writeFigures(`reads with ${workers} worker${workers === "1" ? "" : "s"}`, figures)
  } finally {
    stopping.abort()
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** What was asked for; null: the help was printed. */
function readOptions(): Options | null {
  const text = { type: "string" } as const
  try {
    const { values } = parseArgs({ options: { workers: { ...text, default: "1" }, save: text, against: text, help: { type: "boolean" } } })
    if (values.help) console.log(HELP)
    else if (/^([1-9]\d?|max)$/.test(values.workers)) return values
    else throw new Error(`--workers is "${values.workers}": a number from 1 to 64, or max, is allowed.`)
    return null
  } catch (error) {
    throw new StartProblem(error instanceof Error ? error.message : String(error))
  }
}

await runOnDatabase(() => {
  const options = readOptions()
  return options && ((url, signal) => measure(url, options, signal))
})
