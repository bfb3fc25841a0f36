import { z } from "zod"
import { publicKeys } from "#lib/access/intake-trust.ts"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { PageJson, PennedJson, ShownPennedJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { microsOf, microText, Prisma } from "#lib/db/sql.ts"
import { CURSOR_PROBLEM, cursorParam, decodeCursor, encodeCursor, limitParam, type QueryResult } from "./read-query.ts"
import { skewOf } from "./skew-of.ts"

type Row = Omit<ShownPennedJson, "skew_seconds"> & { readonly headers: string; readonly came: number }

export const pennedQuerySchema = z.object({ limit: limitParam, cursor: cursorParam.optional() })
export type PennedQuery = z.output<typeof pennedQuerySchema>

const QUESTION = "pen"

/** One page of the pen with what the screen tells of each, the newest received first. */
export async function listShownPenned(viewer: Viewer, { limit, cursor }: PennedQuery): Promise<QueryResult<PageJson<ShownPennedJson>>> {
  authorize(viewer, "read")
  const [receivedAt, hash] = (cursor === undefined ? null : decodeCursor(QUESTION, cursor, 2)) ?? []
  const time = microsOf(receivedAt)
  const isPlace = time !== null && /^[0-9a-f]{64}$/.test(hash ?? "")
  if (cursor !== undefined && !isPlace) return { ok: false, problem: CURSOR_PROBLEM }
  const after = isPlace ? Prisma.sql`WHERE (received_at, hash) < (${time}::timestamptz, decode(${hash}, 'hex'))` : Prisma.empty
  const rows = await readDb().$queryRaw<Row[]>`
    SELECT key AS event, ${microText(Prisma.sql`received_at`)} AS received_at, reason, encode(hash, 'hex') AS hash, headers, deliveries,
      CASE WHEN verified_with = ANY(${publicKeys()}::text[]) THEN verified_with END AS verified_with, octet_length(raw) AS size,
      extract(epoch FROM headers_at)::float8 AS came
    FROM penned ${after} ORDER BY penned.received_at DESC, penned.hash DESC LIMIT ${limit + 1}`
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    ok: true,
    query: {
      data: rows.slice(0, limit).map(({ headers, came, ...row }) => ({ ...row, skew_seconds: skewOf({ headers, came }) })),
      next_cursor: last ? encodeCursor(QUESTION, [last.received_at, last.hash]) : null,
    },
  }
}

/** The same as the API gives it. */
export async function listPenned(viewer: Viewer, query: PennedQuery): Promise<QueryResult<PageJson<PennedJson>>> {
  const list = await listShownPenned(viewer, query)
  if (!list.ok) return list
  const data = list.query.data.map(({ event, received_at, reason, verified_with, size }): PennedJson => {
    return { event, received_at, reason, ...(verified_with === null ? {} : { verified_with }), size }
  })
  return { ok: true, query: { data, next_cursor: list.query.next_cursor } }
}
