import { publicKeys } from "#lib/access/intake-trust.ts"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { PulseJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { microText, Prisma } from "#lib/db/sql.ts"
import { NEEDING_SECTIONS, SECTION_BOUNDS } from "#lib/porting/sections.ts"
import { inRounds } from "./in-rounds.ts"
import { inSectionPart } from "./in-sections.ts"
import { skewOf } from "./skew-of.ts"

const COUNTED_EXACTLY = 1_000

/** One row for each order that needs somebody, of so many as are counted: each part of a section is walked by the index of the clocks, and no further. */
function needing(now: number): Prisma.Sql {
  const parts = NEEDING_SECTIONS.flatMap((section) => {
    const dated = inSectionPart(section, "dated", now)
    return SECTION_BOUNDS[section].undated ? [dated, inSectionPart(section, "undated", now)] : [dated]
  })
  const found = parts.map((part) => Prisma.sql`(SELECT 1 FROM orders o WHERE ${part} LIMIT ${COUNTED_EXACTLY})`)
  return Prisma.sql`${Prisma.join(found, " UNION ALL ")} LIMIT ${COUNTED_EXACTLY}`
}

type Penned = { readonly count: number; readonly since: string | null; readonly authentic: number }
type Gaps = { readonly count: number; readonly refused: number; readonly since: string | null }
type Row = Omit<PulseJson, "penned" | "gaps"> & {
  readonly penned: Penned
  readonly newest: { readonly headers: string; readonly came: number } | null
  readonly gaps: Gaps
}

/** What was refused: neither table is large, and one row tells of either. */
function refusedOf({ penned, newest, gaps }: Row): Pick<PulseJson, "penned" | "gaps"> {
  return {
    penned: penned.since === null ? null : { ...penned, since: penned.since, skew_seconds: newest && skewOf(newest) },
    gaps: gaps.since === null ? null : { ...gaps, since: gaps.since },
  }
}

async function readPulse(now: number): Promise<PulseJson> {
  const isAuthentic = Prisma.sql`verified_with = ANY(${publicKeys()}::text[])`
  const [row] = await readDb().$queryRaw<Row[]>`
    SELECT
      (SELECT ${microText(Prisma.sql`received_at`)} FROM events WHERE source <> 'sample' ORDER BY received_at DESC, key DESC LIMIT 1) AS last_webhook_at,
      (SELECT count(*)::int FROM (SELECT 1 FROM events WHERE state = 'quarantined' LIMIT ${COUNTED_EXACTLY}) AS t) AS quarantined,
      (SELECT count(*)::int FROM (${needing(now)}) AS t) AS needs_someone,
      (SELECT row_to_json(t) FROM (SELECT count(*), ${microText(Prisma.sql`min(received_at)`)} AS since,
        count(*) FILTER (WHERE ${isAuthentic}) AS authentic FROM penned) AS t) AS penned,
      (SELECT row_to_json(t) FROM (SELECT headers, extract(epoch FROM headers_at)::float8 AS came FROM penned WHERE ${isAuthentic}
        ORDER BY received_at DESC, hash DESC LIMIT 1) AS t) AS newest,
      (SELECT row_to_json(t) FROM (SELECT count(*), coalesce(sum(refused), 0)::float8 AS refused, ${microText(Prisma.sql`min(from_at)`)} AS since
        FROM gaps WHERE closed_at IS NULL) AS t) AS gaps`
  if (!row) throw new Error("A statement of aggregates gave no row.")
  const { last_webhook_at, quarantined, needs_someone } = row
  return { last_webhook_at, quarantined, needs_someone, ...refusedOf(row) }
}

const rounds = inRounds<PulseJson>()

/** What every screen is framed with. Asked for by every open browser at every change, so index reads that end at a bound. `now`: milliseconds since 1970. */
export async function getPulse(viewer: Viewer, now: number): Promise<PulseJson> {
  authorize(viewer, "read")
  return await rounds("pulse", () => readPulse(now))
}
