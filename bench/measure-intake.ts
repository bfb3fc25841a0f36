import { generateKeyPairSync } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { endDatabase } from "./end-database.ts"
import { type LoadClient, openLoadClient } from "./open-load-client.ts"
import { openStatementCounter, type StatementCounter } from "./open-statement-counter.ts"
import { peakMemory } from "./peak-memory.ts"
import type { LoadResult } from "./run-load.ts"
import { type BenchServer, startBenchServer } from "./start-bench-server.ts"

export type Variant = { readonly name: string; readonly signed: boolean; readonly frontDoor: boolean; readonly target: number | null }
export type Measure = {
  readonly variant: Variant
  readonly noop: LoadResult
  readonly intake: LoadResult
  /** Database transactions a webhook, in the measured load; round trips a webhook, in a short one with the database's log on. */
  readonly commits: number
  readonly roundTrips: number
  readonly peakMb: number | null
  /** Events that were answered with `stored`, in all loads, and those that the server has at the end. */
  readonly accepted: number
  readonly kept: number
}

const WARM_UP_SECONDS = 3
const COUNTED_SECONDS = 2
const WARM_UP_BODIES = 30_000

function keyPair(): { readonly publicKey: string; readonly privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519")
  const bytes = publicKey.export({ format: "der", type: "spki" }).subarray(-32)
  return { publicKey: bytes.toString("base64"), privateKey: privateKey.export({ format: "pem", type: "pkcs8" }).toString() }
}

function joined(a: LoadResult, b: LoadResult): LoadResult {
  const latencies = [...a.latencies, ...b.latencies].sort((x, y) => x - y)
  return { accepted: a.accepted + b.accepted, failed: a.failed + b.failed, seconds: a.seconds + b.seconds, latencies }
}

type Place = { readonly server: BenchServer; readonly dataDir: string; readonly privateKey: string | null; readonly seconds: number }
type Tools = { readonly client: LoadClient; readonly counter: StatementCounter }

/** Half of the no-op before the intake and half after it: what the machine does meanwhile meets both. */
async function measureServer({ server, privateKey, seconds }: Place, { client, counter }: Tools): Promise<Omit<Measure, "variant">> {
  const { port, pid } = server
  const health = (time: number): Promise<LoadResult> => client.run({ kind: "health", port, seconds: time })
  const webhooks = (time: number, count: number): Promise<LoadResult> =>
    client.run({ kind: "webhooks", port, seconds: time, count, privateKey })
  await health(WARM_UP_SECONDS)
  const warm = await webhooks(WARM_UP_SECONDS, WARM_UP_BODIES)
  const enough = (time: number): number => Math.ceil((warm.accepted / warm.seconds) * time * 2.5) + 1_000
  const before = await health(seconds / 2)
  const commitsBefore = await counter.commits()
  const intake = await webhooks(seconds, enough(seconds))
  const commits = ((await counter.commits()) - commitsBefore) / intake.accepted
  const noop = joined(before, await health(seconds / 2))
  const counted = await counter.statements(() => webhooks(COUNTED_SECONDS, enough(COUNTED_SECONDS)))
  const accepted = warm.accepted + intake.accepted + counted.result.accepted
  const roundTrips = counted.statements / counted.result.accepted
  return { noop, intake, commits, roundTrips, peakMb: peakMemory(pid), accepted, kept: await server.countEvents() }
}

/** Gives the tools back before the server is stopped: it leaves a database running that somebody is connected to. */
async function measureWithTools(place: Place, interrupted: Promise<never>): Promise<Omit<Measure, "variant">> {
  const client = openLoadClient()
  const counter = await openStatementCounter(place.dataDir)
  try {
    return await Promise.race([measureServer(place, { client, counter }), interrupted])
  } finally {
    client.close()
    await counter.close()
  }
}

/** One variant of the intake on a server and a database of its own, which are gone afterwards, also when `interrupted` rejects. */
export async function measureIntake(variant: Variant, seconds: number, interrupted: Promise<never>): Promise<Measure> {
  const dataDir = mkdtempSync(join(tmpdir(), "portline-bench-"))
  const keys = variant.signed ? keyPair() : null
  try {
    const server = await startBenchServer({ dataDir, publicKey: keys?.publicKey ?? null, frontDoor: variant.frontDoor })
    try {
      return { variant, ...(await measureWithTools({ server, dataDir, privateKey: keys?.privateKey ?? null, seconds }, interrupted)) }
    } finally {
      await server.stop()
    }
  } finally {
    await endDatabase(dataDir)
    rmSync(dataDir, { recursive: true, force: true })
  }
}
