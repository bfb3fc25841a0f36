import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { anywhere, external, type Fault } from "./fault.ts"
import { sendSignal } from "./product.ts"
import type { World } from "./world.ts"

async function connect(world: World): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: world.databaseUrl(), connectionTimeoutMillis: 5_000 })
  // A connection may be lost to the fault that is still mended.
  client.on("error", () => {})
  await client.connect()
  return client
}

/** More connections than there may be: those that are refused are all there were. */
async function useUpConnections(world: World): Promise<pg.Client[]> {
  const held: pg.Client[] = []
  for (;;) {
    try {
      held.push(await connect(world))
    } catch {
      return held
    }
  }
}

export async function freeze(world: World, seconds: number): Promise<void> {
  const { postmaster, others } = world.postgres()
  const pids = [...(postmaster === null ? [] : [postmaster]), ...others]
  sendSignal(pids, "SIGSTOP")
  await sleep(seconds * 1_000)
  sendSignal(pids, "SIGCONT")
}

async function lock(world: World, seconds: number): Promise<void> {
  const client = await connect(world)
  await client.query("BEGIN; LOCK TABLE events IN ACCESS EXCLUSIVE MODE")
  await sleep(seconds * 1_000)
  await client.query("ROLLBACK")
  await client.end()
}

/** Bytes of a few statements of the intake and their answers: a fault may strike anywhere among them. */
const A_FEW_STATEMENTS = 60_000

function relayFault(deed: "cut" | "freeze"): Fault {
  return external(`the way to the database ${deed === "cut" ? "cut" : "frozen"} after some bytes`, async (world, { random, seconds }) => {
    world.relay?.fail({ afterBytes: random.whole(0, A_FEW_STATEMENTS), deed })
    await sleep(seconds(1, 10) * 1_000)
    world.relay?.heal()
    return 0
  })
}

/** What keeps a database that lives from answering. */
export const DATABASE_FAULTS: readonly Fault[] = [
  anywhere("PostgreSQL frozen", async (world, { seconds }) => {
    await freeze(world, seconds(2, 30))
    return 0
  }),
  anywhere("the table of events locked", async (world, { seconds }) => {
    await lock(world, seconds(2, 20))
    return 0
  }),
  anywhere("connections used up", async (world, { seconds }) => {
    const held = await useUpConnections(world)
    await sleep(seconds(2, 10) * 1_000)
    await Promise.all(held.map((client) => client.end()))
    return 0
  }),
  relayFault("cut"),
  relayFault("freeze"),
]
