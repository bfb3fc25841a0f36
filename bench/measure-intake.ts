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
import { type Floor, startFloor } from "./start-floor.ts"

export type Variant = {
  readonly name: string
  readonly signed: boolean
  readonly frontDoor: boolean
  readonly workers: "1" | "max"
  /** The least share of the floor's rate; null: it is only shown. */
  readonly target: number | null
}
export type Measure = {
  readonly variant: Variant
  /** By 16 connections, half of it before the intake and half after it: what the machine does meanwhile meets all. */
  readonly noop: LoadResult
  readonly floor: LoadResult
  readonly intake: LoadResult
  /** By a single one. */
  readonly alone: { readonly floor: LoadResult; readonly intake: LoadResult }
  /** A webhook's database transactions in the measured load; its round trips and bytes of log in a short one. */
  readonly commits: number
  readonly roundTrips: number
  readonly walBytes: number
  readonly peakMb: number | null
  /** Events that were answered with `stored`, in all loads, and those that the server has at the end. */
  readonly accepted: number
  readonly kept: number
}

const CONNECTIONS = 16
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
type Tools = { readonly client: LoadClient; readonly counter: StatementCounter; readonly floor: Floor }

async function measureServer({ server, privateKey, seconds }: Place, { client, counter, floor }: Tools): Promise<Omit<Measure, "variant">> {
  const health = (time: number): Promise<LoadResult> =>
    client.run({ kind: "health", port: server.port, seconds: time, connections: CONNECTIONS })
  const send = (port: number, { time, count, connections = CONNECTIONS }: { time: number; count: number; connections?: number }) =>
    client.run({ kind: "webhooks", port, seconds: time, count, privateKey: port === server.port ? privateKey : null, connections })
  await health(WARM_UP_SECONDS)
  const warm = await send(server.port, { time: WARM_UP_SECONDS, count: WARM_UP_BODIES })
  const warmFloor = await send(floor.port, { time: WARM_UP_SECONDS, count: WARM_UP_BODIES })
  const enough = (time: number): number => Math.ceil((Math.max(warm.accepted, warmFloor.accepted) / warm.seconds) * time * 2.5) + 1_000
  const half = { time: seconds / 2, count: enough(seconds / 2) }
  const before = [await health(seconds / 2), await send(floor.port, half)] as const
  const commitsBefore = await counter.commits()
  const intake = await send(server.port, { time: seconds, count: enough(seconds) })
  const commits = ((await counter.commits()) - commitsBefore) / intake.accepted
  const after = [await health(seconds / 2), await send(floor.port, half)] as const
  const lone = { ...half, connections: 1 }
  const alone = { floor: await send(floor.port, lone), intake: await send(server.port, lone) }
  const counted = await counter.counted(() => send(server.port, { time: COUNTED_SECONDS, count: enough(COUNTED_SECONDS) }))
  const each = counted.result.accepted
  return {
    noop: joined(before[0], after[0]),
    floor: joined(before[1], after[1]),
    intake,
    alone,
    commits,
    roundTrips: counted.statements / each,
    walBytes: counted.walBytes / each,
    peakMb: peakMemory(server.pid),
    accepted: warm.accepted + intake.accepted + alone.intake.accepted + each,
    kept: await server.countEvents(),
  }
}

/** Gives the tools back before the server is stopped: it leaves a database running that somebody is connected to. */
async function measureWithTools(place: Place, interrupted: Promise<never>): Promise<Omit<Measure, "variant">> {
  const client = openLoadClient()
  const counter = await openStatementCounter(place.dataDir)
  const floor = await startFloor(counter.url)
  try {
    return await Promise.race([measureServer(place, { client, counter, floor }), interrupted])
  } finally {
    client.close()
    await floor.stop()
    await counter.close()
  }
}

/** One variant of the intake on a server and a database of its own, which are gone afterwards, also when `interrupted` rejects. */
export async function measureIntake(variant: Variant, seconds: number, interrupted: Promise<never>): Promise<Measure> {
  const dataDir = mkdtempSync(join(tmpdir(), "portline-bench-"))
  const keys = variant.signed ? keyPair() : null
  try {
    const server = await startBenchServer({
      dataDir,
      publicKey: keys?.publicKey ?? null,
      frontDoor: variant.frontDoor,
      workers: variant.workers,
    })
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
