import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { FoundOrderJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { Prisma } from "#lib/db/sql.ts"
import { isUuid } from "#lib/porting/uuid.ts"
import { KEY_IS_SHARED } from "./order-json.ts"

const LONGEST = 40
const NEIGHBOURS = 20
const KEY_CHARS = "0123456789abcdefghijklmnopqrstuvwxyz_"
const KEY = Prisma.sql`left(lower(o.support_key), 200) COLLATE "C"`

/** Every text that one mistake makes of a name: a character wrong, missing, too many, or two swapped. */
function variantsOf(name: string): string[] {
  const cut = (at: number, skip: number, put: string): string => name.slice(0, at) + put + name.slice(at + skip)
  const places = [...name].map((_char, at) => at)
  return [
    ...places.map((at) => cut(at, 1, "")),
    ...places.slice(1).map((at) => cut(at - 1, 2, `${name[at]}${name[at - 1]}`)),
    ...places.flatMap((at) => [...KEY_CHARS].map((char) => cut(at, 1, char))),
    ...[...places, name.length].flatMap((at) => [...KEY_CHARS].map((char) => cut(at, 0, char))),
  ]
}

/**
 * Orders whose key or UUID could have been meant by a name that none has: those one mistake away, by as many
 * probes of the index, and the neighbours in its order, which begin alike. Bounded whatever the number of orders.
 */
export async function nearestOrders(viewer: Viewer, given: string): Promise<FoundOrderJson[]> {
  authorize(viewer, "read")
  const name = given.trim().toLowerCase()
  if (name === "" || name.length > LONGEST || name.includes("\u0000")) return []
  const variants = variantsOf(name)
  const columns = Prisma.sql`o.id::text, o.support_key, ${KEY_IS_SHARED} AS key_is_shared, o.customer_reference, o.status_value AS status`
  return readDb().$queryRaw<FoundOrderJson[]>`
    SELECT DISTINCT * FROM (
      (SELECT ${columns} FROM orders o WHERE ${KEY} = ANY(${variants}::text[]) LIMIT ${NEIGHBOURS})
      UNION ALL
      (SELECT ${columns} FROM orders o WHERE o.id = ANY(${variants.filter(isUuid)}::uuid[]))
      UNION ALL
      (SELECT ${columns} FROM orders o WHERE ${KEY} < ${name} ORDER BY ${KEY} DESC LIMIT ${NEIGHBOURS})
      UNION ALL
      (SELECT ${columns} FROM orders o WHERE ${KEY} >= ${name} ORDER BY ${KEY} LIMIT ${NEIGHBOURS})
    ) AS near`
}
