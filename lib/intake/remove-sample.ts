import type { Db } from "#lib/db/client.ts"
import { type Removed, removeEvents } from "./remove-events.ts"

/**
 * Takes the sample out as if it had never come, in one transaction. A webhook that brings a sample's event meanwhile
 * either makes it its own first, and it stays, or waits and is new.
 */
export async function removeSample(db: Db): Promise<Removed> {
  return db.$transaction(
    async (tx) => {
      const rows = await tx.$queryRaw<{ key: string }[]>`SELECT key FROM events WHERE source = 'sample' ORDER BY key FOR UPDATE`
      return removeEvents(
        tx,
        rows.map(({ key }) => key),
      )
    },
    { maxWait: 5_000, timeout: 10_000 },
  )
}
