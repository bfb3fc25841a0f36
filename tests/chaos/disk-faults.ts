import { setTimeout as sleep } from "node:timers/promises"
import { freeze } from "./database-faults.ts"
import { embedded, type Fault } from "./fault.ts"

/** Disks without room, where the world has small ones of its own. */
export const DISK_FAULTS: readonly Fault[] = [
  embedded("the database's disk full", async ({ disks }, { seconds }) => {
    const end = Date.now() + seconds(2, 20) * 1_000
    // What the database's log gives back now and then is taken again.
    while (Date.now() < end) {
      await disks?.database.fill()
      await sleep(200)
    }
    disks?.database.free()
    return 0
  }),
  embedded("PostgreSQL frozen, and the spool's disk full", async (world, { seconds }) => {
    await world.disks?.spool.fill()
    await freeze(world, seconds(2, 10))
    world.disks?.spool.free()
    return 0
  }),
]
