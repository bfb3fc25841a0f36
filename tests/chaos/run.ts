import { spawnSync } from "node:child_process"
import { randomInt } from "node:crypto"
import { join } from "node:path"
import { createDemoRandom, type NonEmpty } from "#prisma/demo-random.ts"
import { whyNoSmallDisk } from "../support/small-disk.ts"
import { auditDatabase } from "./audit.ts"
import { runCampaign } from "./campaign.ts"
import { DATABASE_FAULTS } from "./database-faults.ts"
import { DISK_FAULTS } from "./disk-faults.ts"
import type { Fault } from "./fault.ts"
import { PROCESS_FAULTS } from "./process-faults.ts"
import { type ChaosArgs, readChaosArgs } from "./read-chaos-args.ts"
import { brokenPromises, type Outcome, outcomeLines } from "./report.ts"
import { type Kind, startWorld } from "./world.ts"

const USAGE = `npm run chaos -- [--seed N] [--minutes M] [--pause S] [--only TEXT] [--full]

Starts Portline as its users do, sends it signed webhooks, and lets faults that the seed draws strike it and its database.
Fails unless every webhook that was answered 200 is in the database byte for byte, the orders are what their events add up
to, and no answer took over 1.5 s. The seed repeats the faults and the webhooks; the moments at which they meet are the machine's.

  --seed N      a whole number; without it one is drawn, and printed
  --minutes M   how long faults strike, from 0.1 to 1440 (5)
  --pause S     the most seconds from one fault to the next, from 0.5 to 600 (2.5): with more of them more webhooks get through
  --only TEXT   no faults but those whose names hold it, and no database where there are none for it
  --full        each fault once, for as long as the matrix of faults has it, instead; then the tests of the matrix's rows,
                at their whole length, which takes long`

/** Webhooks a second: what two cores carry with the sender beside them. */
const RATE = 1_000
/** What all faults at their full length take at the most. */
const FULL_MINUTES = 15
/** The share of the time that each kind of database gets. */
const SHARES: readonly (readonly [Kind, number])[] = [
  ["embedded", 0.7],
  ["external", 0.3],
]

type Args = Extract<ChaosArgs, { kind: "args" }>

function faultsOf(kind: Kind, only: string): Fault[] {
  const all = [...PROCESS_FAULTS, ...DATABASE_FAULTS, ...(whyNoSmallDisk() === null ? DISK_FAULTS : [])]
  return all.filter(({ kinds, name }) => kinds.includes(kind) && name.includes(only))
}

async function runKind(kind: Kind, minutes: number, { seed, isFull, pause, only }: Args): Promise<Outcome> {
  const random = createDemoRandom(`chaos ${seed} ${kind}`)
  const workers = random.whole(1, 2)
  const world = await startWorld({ kind, seed, rate: RATE, workers, minutes: isFull ? FULL_MINUTES : minutes })
  const [began, longest] = [performance.now(), (minutes * 60) / 15]
  console.log(`chaos: ${kind} database, ${workers} server process(es); Portline's log: ${world.log}`)
  const faults = faultsOf(kind, only) as unknown as NonEmpty<Fault>
  const seconds = (least: number, most: number): number => (isFull ? most : random.between(least, Math.max(least, Math.min(most, longest))))
  try {
    const course = await runCampaign({ world, faults, random, seconds, isFull, minutes, pause })
    const audit = await auditDatabase(world.databaseUrl(), { seed, book: world.sender.book })
    const title = `${kind} database`
    return { title, course, audit, book: world.sender.book.summary(), seconds: (performance.now() - began) / 1_000 }
  } finally {
    await world.sender.stop()
    await world.stop()
  }
}

/** The tests that are named after a row of the matrix, at their whole length. */
function passMatrix(): boolean {
  const root = join(import.meta.dirname, "../..")
  const vitest = [join(root, "node_modules/vitest/vitest.mjs"), "run", "--config", "tests/vitest.config.ts", "-t", "rows? \\d"]
  return spawnSync(process.execPath, vitest, { cwd: root, stdio: "inherit", env: { ...process.env, PORTLINE_TESTS: "full" } }).status === 0
}

async function run(args: Args): Promise<boolean> {
  console.log(`chaos: seed ${args.seed}, ${args.isFull ? "every fault at its full length" : `${args.minutes} min`}`)
  const noDisks = whyNoSmallDisk()
  if (noDisks) console.log(`chaos: skipped: ${DISK_FAULTS.map(({ name }) => name).join("; ")} (${noDisks})`)
  const broken: string[] = []
  const kinds = SHARES.filter(([kind]) => faultsOf(kind, args.only).length > 0)
  if (kinds.length === 0) throw new Error(`There is no fault whose name holds "${args.only}".`)
  for (const [kind, share] of kinds) {
    const outcome = await runKind(kind, args.minutes * share, args)
    for (const line of outcomeLines(outcome)) console.log(`chaos: ${line}`)
    broken.push(...brokenPromises(outcome))
  }
  if (args.isFull && !passMatrix()) broken.push("tests of the matrix failed")
  for (const line of broken) console.error(`chaos: BROKEN: ${line}`)
  console.log(`chaos: ${broken.length === 0 ? "every promise held" : "promises were broken"} (seed ${args.seed})`)
  return broken.length === 0
}

const args = readChaosArgs(process.argv.slice(2), randomInt(1_000_000))
if (args.kind === "help") console.log(USAGE)
else if (args.kind === "problem") {
  console.error(`chaos: ${args.problem}`)
  process.exitCode = 1
} else {
  run(args).then(
    (isHeld) => process.exit(isHeld ? 0 : 1),
    (error: unknown) => {
      console.error("chaos:", error)
      process.exit(1)
    },
  )
}
