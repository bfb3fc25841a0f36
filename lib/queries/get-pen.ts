import { publicKeys } from "#lib/access/intake-trust.ts"
import type { Viewer } from "#lib/access/roles.ts"
import type { GapJson, PageJson, PennedReasonJson, ShownPennedJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { GAP_COLUMNS } from "#lib/db/gaps.ts"
import { microText, Prisma } from "#lib/db/sql.ts"
import { listShownPenned, type PennedQuery } from "./list-penned.ts"

const MOST_GAPS = 200

/** What the pen's screen tells: how many wait and why, one page of them, the open gaps; and a note where the page asked for is none. */
export type Pen = {
  readonly reasons: readonly PennedReasonJson[]
  readonly list: PageJson<ShownPennedJson>
  readonly gaps: readonly GapJson[]
  readonly note: string | null
}

async function reasonsOf(): Promise<PennedReasonJson[]> {
  return readDb().$queryRaw<PennedReasonJson[]>`
    SELECT reason, coalesce(verified_with = ANY(${publicKeys()}::text[]), false) AS authentic, count(*)::int AS count,
      ${microText(Prisma.sql`min(received_at)`)} AS since
    FROM penned GROUP BY 1, 2 ORDER BY count(*) DESC, 1, 2`
}

async function openGaps(): Promise<GapJson[]> {
  return readDb().$queryRaw<GapJson[]>`
    SELECT ${GAP_COLUMNS} FROM gaps WHERE closed_at IS NULL ORDER BY gaps.from_at DESC, gaps.id DESC LIMIT ${MOST_GAPS}`
}

/** Everything that was refused and waits for somebody. */
export async function getPen(viewer: Viewer, query: PennedQuery): Promise<Pen> {
  const [reasons, asked, gaps] = await Promise.all([reasonsOf(), listShownPenned(viewer, query), openGaps()])
  if (asked.ok) return { reasons, list: asked.query, gaps, note: null }
  const first = await listShownPenned(viewer, { ...query, cursor: undefined })
  return { reasons, list: first.ok ? first.query : { data: [], next_cursor: null }, gaps, note: asked.problem }
}
