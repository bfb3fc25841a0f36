import { readDb } from "#lib/db/client.ts"
import { isUuid } from "#lib/porting/uuid.ts"

/** The id of the order that a UUID or a support key names; of two orders with one key, the one told of last. */
export async function findOrderId(name: string): Promise<string | null> {
  if (name.includes("\u0000")) return null
  if (isUuid(name)) {
    const [row] = await readDb().$queryRaw<{ id: string }[]>`SELECT id::text FROM orders WHERE id = ${name}::uuid`
    return row?.id ?? null
  }
  const [row] = await readDb().$queryRaw<{ id: string }[]>`
    SELECT id::text FROM orders
    WHERE left(lower(support_key), 200) COLLATE "C" = left(lower(${name}), 200) AND lower(support_key) = lower(${name})
    ORDER BY last_event_at DESC NULLS LAST, id LIMIT 1`
  return row?.id ?? null
}
