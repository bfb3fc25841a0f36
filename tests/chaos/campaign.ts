import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { urls } from "#lib/contract.ts"
import type { DemoRandom, NonEmpty } from "#prisma/demo-random.ts"
import type { Tried } from "./book.ts"
import type { Chance, Fault } from "./fault.ts"
import type { World } from "./world.ts"

/** A fault that struck, and what came after it, in milliseconds: the first 200, and the first webhook that the database kept at once. */
export type Struck = { readonly name: string; readonly killed: number; readonly answeredMs: number; readonly keptMs: number }

export type Campaign = {
  readonly world: World
  readonly faults: NonEmpty<Fault>
  readonly random: DemoRandom
  readonly seconds: Chance["seconds"]
  /** Each fault once, in their order, instead of draws for so many minutes. */
  readonly isFull: boolean
  readonly minutes: number
  /** The most seconds from one fault to the next. */
  readonly pause: number
}

/** What does not mend itself in this time never will. */
const PATIENCE_MS = 120_000
/** What was spooled in the longest outage, and the machine's other work. */
const DRAIN_MS = 900_000

const isAck = ({ status }: Tried): boolean => status === 200
const isDirect = (tried: Tried): boolean => isAck(tried) && (tried.result === "stored" || tried.result === "duplicate")

async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  const late = new AbortController()
  const expired = sleep(ms, undefined, { signal: late.signal }).then(() => {
    throw new Error(`${what}: not within ${ms / 1_000} s.`)
  })
  expired.catch(() => {})
  return Promise.race([work, expired]).finally(() => late.abort())
}

async function strike({ world, random, seconds }: Campaign, fault: Fault): Promise<Struck> {
  console.log(`chaos: ${world.sender.clock()}: ${fault.name}`)
  const killed = await fault.strike(world, { random, seconds })
  const mended = [world.sender.untilAnswer(isAck), world.sender.untilAnswer(isDirect)] as const
  const [answeredMs, keptMs] = await within(PATIENCE_MS, `After "${fault.name}" webhooks are kept`, Promise.all(mended))
  return { name: fault.name, killed, answeredMs, keptMs }
}

async function countSpooled(port: number): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}${urls.api.stats}`)
  if (!response.ok) return Number.POSITIVE_INFINITY
  return ((await response.json()) as { spooled: number }).spooled
}

/** Events that are kept, and that their orders do not know yet: they are brought up to date behind the drain. */
async function isAnyLeftOver(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query("SELECT 1 FROM events WHERE NOT projected LIMIT 1")
    return rowCount !== 0
  } finally {
    await client.end()
  }
}

async function untilDrained({ port, databaseUrl }: World): Promise<void> {
  while ((await countSpooled(port).catch(() => Number.POSITIVE_INFINITY)) > 0) await sleep(100)
  while (await isAnyLeftOver(databaseUrl()).catch(() => true)) await sleep(100)
}

/** What a campaign came to; `drainMs` is how long the spool took at the end, under no load. */
export type Course = { readonly struck: readonly Struck[]; readonly drainMs: number }

/** Lets faults strike a Portline under load, then waits until all that it has taken is in its database. */
export async function runCampaign(campaign: Campaign): Promise<Course> {
  const { world, faults, random, isFull, minutes, pause } = campaign
  const struck: Struck[] = []
  await within(PATIENCE_MS, "After the first start webhooks are kept", world.sender.untilAnswer(isDirect))
  const end = Date.now() + minutes * 60_000
  const left = [...faults]
  while (isFull ? left.length > 0 : Date.now() < end) {
    await sleep(random.between(300, pause * 1_000))
    struck.push(await strike(campaign, (isFull ? left.shift() : undefined) ?? random.pick(faults)))
  }
  await world.sender.stop()
  const began = performance.now()
  await within(DRAIN_MS, "What was spooled is in the database", untilDrained(world))
  return { struck, drainMs: performance.now() - began }
}
