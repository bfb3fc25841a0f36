import { isAddressLocal, publicKeys, webhookAddress } from "#lib/access/intake-trust.ts"
import type { Viewer } from "#lib/access/viewer.ts"
import { type DoorJson, type RefusalJson, type TestEventJson, WEBHOOK_PATH } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { keysPrint } from "#lib/db/refusals.ts"
import { microText, Prisma } from "#lib/db/sql.ts"

type FoundEvent = NonNullable<DoorJson["first_event"]>

const RECEIVED_AT = microText(Prisma.sql`received_at`)

/** The first or the last event of an order that a webhook brought. */
async function findEvent(direction: Prisma.Sql): Promise<FoundEvent | null> {
  const [row] = await readDb().$queryRaw<FoundEvent[]>`
    SELECT key AS event, event_type, ${RECEIVED_AT} AS received_at, verified FROM events
    WHERE source = 'webhook' AND state = 'applied' ORDER BY received_at ${direction}, key ${direction} LIMIT 1`
  return row ?? null
}

async function newestQuarantined(): Promise<DoorJson["quarantined"]> {
  const [row] = await readDb().$queryRaw<NonNullable<DoorJson["quarantined"]>[]>`
    SELECT key AS event, reason, ${RECEIVED_AT} AS received_at FROM events WHERE state = 'quarantined'
    ORDER BY received_at DESC, key DESC LIMIT 1`
  return row ?? null
}

async function listRefusals(): Promise<RefusalJson[]> {
  return readDb().$queryRaw<RefusalJson[]>`
    SELECT reason, count, ${microText(Prisma.sql`first_at`)} AS first_at, ${microText(Prisma.sql`last_at`)} AS last_at, detail, user_agent,
      keys_print <> ${keysPrint()} AS earlier
    FROM refusals ORDER BY refusals.last_at DESC, reason`
}

async function newestTest(): Promise<TestEventJson | null> {
  const [row] = await readDb().$queryRaw<{ steps: string }[]>`
    SELECT steps FROM door_tests WHERE steps IS NOT NULL ORDER BY created_at DESC LIMIT 1`
  return row ? (JSON.parse(row.steps) as TestEventJson) : null
}

/** What is known of the webhook's address: how it is set up, and what came to it. */
export async function getDoor(_viewer: Viewer): Promise<DoorJson> {
  const [first_event, last_event, quarantined, refusals, test, inbox] = await Promise.all([
    findEvent(Prisma.sql`ASC`),
    findEvent(Prisma.sql`DESC`),
    newestQuarantined(),
    listRefusals(),
    newestTest(),
    readDb().$queryRaw<{ has_events: boolean }[]>`SELECT EXISTS (SELECT 1 FROM events) AS has_events`,
  ])
  return {
    address: webhookAddress(WEBHOOK_PATH),
    is_local: isAddressLocal(),
    keys: publicKeys(),
    listening_since: new Date(performance.timeOrigin).toISOString(),
    asked_at: new Date().toISOString(),
    has_events: inbox[0]?.has_events ?? false,
    first_event,
    last_event,
    quarantined,
    refusals,
    test,
  }
}
