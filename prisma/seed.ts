import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { urls, WEBHOOK_PATH } from "#lib/contract.ts"
import { startEnv } from "#lib/env.ts"
import { createSigner } from "./create-signer.ts"
import { demoWorld } from "./demo-world.ts"
import { type Posted, postBodies } from "./post-bodies.ts"
import { type DemoArgs, readDemoArgs } from "./read-demo-args.ts"

const HELP = `npm run demo -- [options]

Posts the twelve documented webhooks and a made-up world of orders to a running Portline, as Telnyx would.
The same seed and count in the same hour give the same bodies; in another hour it tells the same stories of new orders.

  --url ADDRESS   the Portline to post to (default: http://127.0.0.1:PORT, PORT being 3000 where it is unset)
  --count N       how many orders, 0 to 100000 (default 300)
  --seed N        which world (default 1)
  --key PATH      file with the ed25519 private key, as PEM or base64, that signs every body
  --help          this text`

function documentedBodies(): readonly string[] {
  const folder = join(import.meta.dirname, "../tests/fixtures")
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"))
  return names.sort().map((name) => readFileSync(join(folder, name), "utf8"))
}

function printSummary({ tally, firstRefusal }: Posted, { url, count, seed }: DemoArgs, seconds: number): void {
  const { posted, spooled, ...results } = tally
  console.log(`portline: ${posted} bodies posted in ${seconds.toFixed(1)} s: the documented ones and ${count} orders of world ${seed}.`)
  for (const [result, times] of Object.entries(spooled > 0 ? { ...results, spooled } : results)) {
    console.log(`  ${result.padEnd(12)} ${String(times).padStart(7)}`)
  }
  if (firstRefusal) console.log(`portline: the first refusal was ${firstRefusal}`)
  console.log(`portline: look at ${url.origin}/ and, for what was not understood, ${url.origin}${urls.events()}`)
}

function fail(problem: string): never {
  console.error(`portline: ${problem}`)
  process.exit(1)
}

/** `npm run demo`: sample bodies through the door that the real ones come through, never into tables. */
async function main(): Promise<void> {
  const checked = startEnv()
  const port = checked.ok ? checked.env.port : 3000
  const read = readDemoArgs(process.argv.slice(2), `http://127.0.0.1:${port}`)
  if (read.kind === "help") return console.log(HELP)
  if (read.kind === "problem") return fail(read.problem)
  if (!checked.ok) return fail(checked.problems.join("\nportline: "))
  const signer = createSigner(read.args.keyFile)
  if (!signer.ok) return fail(signer.problem)
  const began = performance.now()
  const bodies = [...documentedBodies(), ...demoWorld({ ...read.args, now: new Date() })]
  const posted = await postBodies(new URL(WEBHOOK_PATH, read.args.url), bodies, signer.sign)
  if (posted.stopped) return fail(posted.stopped)
  printSummary(posted, read.args, (performance.now() - began) / 1000)
  if (posted.tally.refused > 0) process.exitCode = 1
}

await main()
