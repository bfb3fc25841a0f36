import { z } from "zod"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { GapJson, PageJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { GAP_COLUMNS } from "#lib/db/gaps.ts"
import { microsOf, Prisma } from "#lib/db/sql.ts"
import { isUuid } from "#lib/porting/uuid.ts"
import { CURSOR_PROBLEM, cursorParam, decodeCursor, encodeCursor, limitParam, type QueryResult } from "./read-query.ts"

export const gapsQuerySchema = z.object({ limit: limitParam, cursor: cursorParam.optional() })
export type GapsQuery = z.output<typeof gapsQuerySchema>

const QUESTION = "gaps"

/** The gaps, open and closed, the newest first. */
export async function listGaps(viewer: Viewer, { limit, cursor }: GapsQuery): Promise<QueryResult<PageJson<GapJson>>> {
  authorize(viewer, "read")
  const [from, id] = (cursor === undefined ? null : decodeCursor(QUESTION, cursor, 2)) ?? []
  const time = microsOf(from)
  const isPlace = time !== null && isUuid(id ?? "")
  if (cursor !== undefined && !isPlace) return { ok: false, problem: CURSOR_PROBLEM }
  const after = isPlace ? Prisma.sql`WHERE (from_at, id) < (${time}::timestamptz, ${id}::uuid)` : Prisma.empty
  const rows = await readDb().$queryRaw<GapJson[]>`
    SELECT ${GAP_COLUMNS} FROM gaps ${after} ORDER BY gaps.from_at DESC, gaps.id DESC LIMIT ${limit + 1}`
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { ok: true, query: { data: rows.slice(0, limit), next_cursor: last ? encodeCursor(QUESTION, [last.from, last.id]) : null } }
}
