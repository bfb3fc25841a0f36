import { setTimeout as sleep } from "node:timers/promises"
import { anywhere, embedded, type Fault } from "./fault.ts"
import { sendSignal } from "./product.ts"
import type { World } from "./world.ts"

async function killAll(world: World): Promise<number> {
  const pids = world.product().pids()
  await world.product().kill()
  return pids.length
}

function killPostgres({ postgres }: World, which: "postmaster" | "all"): number {
  const { postmaster, others } = postgres()
  const pids = [...(postmaster === null ? [] : [postmaster]), ...(which === "all" ? others : [])]
  sendSignal(pids, "SIGKILL")
  return pids.length
}

/** What ends without being asked to, and what comes back by itself or with the next start. */
export const PROCESS_FAULTS: readonly Fault[] = [
  anywhere("Portline killed, and started again", async (world) => {
    const killed = await killAll(world)
    world.start()
    return killed
  }),
  anywhere("one server process killed", async (world) => {
    const server = world.product().pids().at(-1)
    if (server === undefined) return 0
    sendSignal([server], "SIGKILL")
    if (world.workers > 1) return 1
    // It is the only one: whatever starts Portline on that machine does so again.
    await world.product().kill()
    world.start()
    return 1
  }),
  anywhere("one connection's backend killed", async (world, { random }) => {
    const { others } = world.postgres()
    const backend = others[random.whole(0, others.length - 1)]
    if (backend === undefined) return 0
    sendSignal([backend], "SIGKILL")
    return 1
  }),
  embedded("the postmaster killed", async (world) => killPostgres(world, "postmaster")),
  embedded("all of PostgreSQL killed", async (world) => killPostgres(world, "all")),
  embedded("everything killed at once, and started again", async (world) => {
    const pids = world.product().pids()
    sendSignal(pids, "SIGKILL")
    const killed = killPostgres(world, "all")
    await world.product().kill()
    world.start()
    return pids.length + killed
  }),
  embedded("Portline and the postmaster killed, its processes left, and started again", async (world) => {
    const killed = (await killAll(world)) + killPostgres(world, "postmaster")
    world.start()
    return killed
  }),
  anywhere("ended as for an upgrade, and started again", async (world) => {
    const code = await world.product().end()
    if (code !== 0) throw new Error(`Asked to end, Portline ended with ${code}.`)
    world.start()
    return 0
  }),
  anywhere("started and killed in a row", async (world, { random }) => {
    let killed = 0
    for (let turn = random.whole(2, 5); turn > 0; turn--) {
      killed += await killAll(world)
      world.start()
      await sleep(random.between(500, 2_000))
    }
    killed += await killAll(world)
    world.start()
    return killed
  }),
]
