import { isAddressLocal, publicKeys, webhookAddress } from "#lib/access/intake-trust.ts"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import { type DoorJson, type TestEventJson, WEBHOOK_PATH } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { keysPrint } from "#lib/db/refusals.ts"
import { microText, Prisma } from "#lib/db/sql.ts"

type Came = Pick<DoorJson, "has_events" | "first_event" | "last_event" | "quarantined" | "refusals"> & { readonly steps: string | null }

const RECEIVED_AT = microText(Prisma.sql`received_at`)

/** The first or the last event of an order that a webhook brought, as JSON. */
function eventAt(direction: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT row_to_json(t) FROM (
    SELECT key AS event, event_type, ${RECEIVED_AT} AS received_at, verified FROM events
    WHERE source = 'webhook' AND state = 'applied' ORDER BY events.received_at ${direction}, key ${direction} LIMIT 1) AS t)`
}

/** All of it in one statement: each has to wait for a connection. */
async function whatCame(): Promise<Came> {
  const [came] = await readDb().$queryRaw<Came[]>`
    SELECT EXISTS (SELECT 1 FROM events) AS has_events,
      ${eventAt(Prisma.sql`ASC`)} AS first_event,
      ${eventAt(Prisma.sql`DESC`)} AS last_event,
      (SELECT row_to_json(t) FROM (
        SELECT key AS event, reason, ${RECEIVED_AT} AS received_at FROM events WHERE state = 'quarantined'
        ORDER BY events.received_at DESC, key DESC LIMIT 1) AS t) AS quarantined,
      (SELECT coalesce(json_agg(t), '[]') FROM (
        SELECT reason, count, ${microText(Prisma.sql`first_at`)} AS first_at, ${microText(Prisma.sql`last_at`)} AS last_at, detail, user_agent,
          keys_print <> ${keysPrint()} AS earlier
        FROM refusals ORDER BY refusals.last_at DESC, reason) AS t) AS refusals,
      (SELECT steps FROM door_tests WHERE steps IS NOT NULL ORDER BY created_at DESC LIMIT 1) AS steps`
  if (!came) throw new Error("The database answered nothing.")
  return came
}

/** What is known of the webhook's address: how it is set up, and what came to it. */
export async function getDoor(viewer: Viewer): Promise<DoorJson> {
  authorize(viewer, "read")
  const { steps, ...came } = await whatCame()
  return {
    address: webhookAddress(WEBHOOK_PATH),
    is_local: isAddressLocal(),
    keys: publicKeys(),
    listening_since: new Date(performance.timeOrigin).toISOString(),
    asked_at: new Date().toISOString(),
    ...came,
    test: steps === null ? null : (JSON.parse(steps) as TestEventJson),
  }
}
