import { authorize, type Viewer } from "#lib/access/roles.ts"
import { readDb } from "#lib/db/client.ts"
import { keptPart } from "#lib/db/order-row.ts"
import type { ExceptionGuide } from "#lib/porting/exception.ts"
import { FACET_COUNTS } from "./facet-counts.ts"

const MOST_LISTED = 100

export type UnseenCode = { readonly code: string; readonly orders: number }

/** The codes that orders carry now and the guide does not know, by how many orders carry each. */
export async function listUnseenCodes(viewer: Viewer, guide: ExceptionGuide): Promise<UnseenCode[]> {
  authorize(viewer, "read")
  const known = Object.keys(guide).map(keptPart)
  return readDb().$queryRaw<UnseenCode[]>`
    SELECT code, sum(o.orders)::int AS orders FROM ${FACET_COUNTS} AS o CROSS JOIN LATERAL unnest(o.exception_codes) AS t(code)
    WHERE NOT o.deleted AND NOT o.placeholder AND code <> ALL(${known}::text[])
    GROUP BY code ORDER BY orders DESC, code LIMIT ${MOST_LISTED}`
}
