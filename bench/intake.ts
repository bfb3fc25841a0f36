import { availableParallelism, loadavg } from "node:os"
import { formatMeasures } from "./format-measures.ts"
import { type Measure, measureIntake, type Variant } from "./measure-intake.ts"
import { readBenchArgs } from "./read-bench-args.ts"
import { writeFigures } from "./write-figures.ts"

const HELP = `npm run bench -- [options]

Measures the intake of webhooks against two floors in the same run: a bare server that does one plain insert a webhook
into the same PostgreSQL and nothing else, and a no-op of the built product, GET /api/health. Production servers of its
own on loopback, each with an embedded database in a temporary folder, and a client process with 16 keep-alive
connections (bare sockets: node:http's client would be the bottleneck). Each webhook is a distinct event of about 1 kB,
kept durably and added up before it is answered. Writes its part of docs/performance.md.

  --seconds N   how long each is measured, 1 to 120 (default 10)
  --help        this text`

const VARIANTS: readonly Variant[] = [
  { name: "unsigned", signed: false, frontDoor: true, workers: "1", target: 0.85 },
  { name: "signed", signed: true, frontDoor: true, workers: "1", target: 0.65 },
  { name: "unsigned, WORKERS=max", signed: false, frontDoor: true, workers: "max", target: null },
  { name: "unsigned, API route", signed: false, frontDoor: false, workers: "1", target: null },
]

function lossOf({ variant, accepted, kept, intake, noop, floor, alone }: Measure): string[] {
  const lost = accepted === kept ? [] : [`${variant.name}: ${accepted} were accepted, ${kept} are there`]
  const failed = [intake, noop, floor, alone.intake, alone.floor].reduce((sum, load) => sum + load.failed, 0)
  return failed === 0 ? lost : [...lost, `${variant.name}: ${failed} requests were not answered as they should`]
}

function fail(problem: string): never {
  console.error(`portline: ${problem}`)
  process.exit(1)
}

/** Rejects on Ctrl-C and the like, so that servers and folders are cleared away. */
function interruption(): Promise<never> {
  return new Promise((_, reject) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => reject(new Error(`interrupted by ${signal}`)))
  })
}

/** `npm run bench`: ends with 1 when an accepted event is not there; a missed target is only said. */
async function main(): Promise<void> {
  const read = readBenchArgs(process.argv.slice(2))
  if (read.kind === "help") return console.log(HELP)
  if (read.kind === "problem") return fail(read.problem)
  console.log(`portline: ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(2)} at the start, Node ${process.versions.node}`)
  const interrupted = interruption()
  const measures: Measure[] = []
  for (const variant of VARIANTS) {
    console.log(`portline: measuring ${variant.name} for ${read.seconds} s …`)
    measures.push(await measureIntake(variant, read.seconds, interrupted))
  }
  const figures = formatMeasures(measures)
  console.log(figures)
  writeFigures("intake", figures)
  const losses = measures.flatMap(lossOf)
  if (losses.length > 0) return fail(losses.join("\nportline: "))
  console.log(`every accepted event is there: ${measures.reduce((sum, { kept }) => sum + kept, 0)}`)
}

main().catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)))
