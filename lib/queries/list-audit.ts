import { z } from "zod"
import { DEEDS, recordDeed } from "#lib/access/audit.ts"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { AuditJson } from "#lib/contract/access.ts"
import type { PageJson } from "#lib/contract.ts"
import { accessDb, readDb } from "#lib/db/client.ts"
import { microsOf, microText, Prisma } from "#lib/db/sql.ts"
import { isUuid } from "#lib/porting/uuid.ts"
import { CURSOR_PROBLEM, cursorParam, decodeCursor, encodeCursor, limitParam, type QueryResult } from "./read-query.ts"

const day = (what: string) =>
  z.string().refine((text) => microsOf(`${text}T00:00:00Z`) !== null, {
    error: `${what} as a day of UTC like 2026-01-31 is allowed.`,
  })

export const auditFilterSchema = z
  .object({
    actor: z.string().max(200, { error: "at most 200 characters are allowed." }),
    action: z.enum(DEEDS, { error: `one of ${DEEDS.join(", ")} is allowed.` }),
    from: day("the first day"),
    to: day("the last day"),
  })
  .partial()
export const auditQuerySchema = auditFilterSchema.extend({ limit: limitParam, cursor: cursorParam.optional() })
export type AuditFilter = z.output<typeof auditFilterSchema>

const QUESTION = "audit"
const ROWS_A_PAGE = 500

/** A part of the name or of the address. */
const isBy = (text: string): Prisma.Sql =>
  Prisma.sql`(strpos(lower(a.actor), lower(${text})) > 0 OR strpos(m.email_key, lower(${text})) > 0)`

function conditions({ actor, action, from, to }: AuditFilter): Prisma.Sql {
  const parts = [
    Prisma.sql`true`,
    ...(actor === undefined ? [] : [isBy(actor.replaceAll("\u0000", ""))]),
    ...(action === undefined ? [] : [Prisma.sql`a.action = ${action}`]),
    ...(from === undefined ? [] : [Prisma.sql`a.at >= ${`${from}T00:00:00Z`}::timestamptz`]),
    ...(to === undefined ? [] : [Prisma.sql`a.at < ${`${to}T00:00:00Z`}::timestamptz + interval '1 day'`]),
  ]
  return Prisma.join(parts, " AND ")
}

async function rowsBefore(filter: AuditFilter, place: readonly [string, string] | null, most: number): Promise<AuditJson[]> {
  const after = place ? Prisma.sql`AND (a.at, a.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : Prisma.empty
  return readDb().$queryRaw<AuditJson[]>`
    SELECT a.id::text, ${microText(Prisma.sql`a.at`)} AS at, a.actor, m.email AS actor_email, a.action, a.target, a.detail, a.address
    FROM audit a LEFT JOIN members m ON m.id = a.actor_id WHERE ${conditions(filter)} ${after} ORDER BY a.at DESC, a.id DESC LIMIT ${most}`
}

/** What was done, the newest first. */
export async function listAudit(
  viewer: Viewer,
  { limit, cursor, ...filter }: z.output<typeof auditQuerySchema>,
): Promise<QueryResult<PageJson<AuditJson>>> {
  authorize(viewer, "administer")
  const [at, id] = (cursor === undefined ? null : decodeCursor(QUESTION, cursor, 2)) ?? []
  const time = microsOf(at)
  const place = time && id && isUuid(id) ? ([time, id] as const) : null
  if (cursor !== undefined && place === null) return { ok: false, problem: CURSOR_PROBLEM }
  const rows = await rowsBefore(filter, place, limit + 1)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { ok: true, query: { data: rows.slice(0, limit), next_cursor: last ? encodeCursor(QUESTION, [last.at, last.id]) : null } }
}

/** All of it, the newest first, a page at a time. */
export async function* streamAudit(viewer: Viewer, filter: AuditFilter): AsyncGenerator<AuditJson[], void> {
  authorize(viewer, "administer")
  await recordDeed(accessDb(), viewer, { action: "exported", target: "audit" })
  for (let place: readonly [string, string] | null = null; ; ) {
    const rows: AuditJson[] = await rowsBefore(filter, place, ROWS_A_PAGE)
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (rows.length < ROWS_A_PAGE || !last) return
    place = [last.at, last.id]
  }
}
