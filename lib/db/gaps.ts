import { intakeDb, type ReadDb, type Tx } from "#lib/db/client.ts"
import { ADVISORY_LOCKS } from "./advisory-locks.ts"
import { type Span, saveGaps, takeLeftGaps } from "./gap-file.ts"
import { createGathering, type Gathering } from "./gathering.ts"
import { microText, Prisma } from "./sql.ts"

/** Deliveries that were refused and kept nowhere. `at`: milliseconds since 1970, now by default; `count`: 1 by default. */
export type Missed = { readonly reason: string; readonly count?: number; readonly at?: number }

/** What happens within this time of an open gap is of the same. */
const SAME_GAP_MS = 60_000

/** One gathering a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlineGaps?: Gathering<readonly Span[]> }

function gathering(): Gathering<readonly Span[]> {
  holder.portlineGaps ??= createGathering<readonly Span[]>({
    what: "gaps",
    join: joinSpans,
    write,
    onWaiting: saveGaps,
  })
  return holder.portlineGaps
}

/** Spans of one reason as few as they can be: those that are near each other are one. */
function joinSpans(earlier: readonly Span[], later: readonly Span[]): Span[] {
  const joined: Span[] = []
  for (const span of [...earlier, ...later].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1)
    if (!last || span.from - last.to > SAME_GAP_MS) joined.push(span)
    else joined.splice(-1, 1, { from: last.from, to: Math.max(last.to, span.to), count: last.count + span.count })
  }
  return joined
}

/** Notes that deliveries were refused and are kept nowhere. It costs no statement: that follows within a second, one for all. */
export function noteGap({ reason, count = 1, at = Date.now() }: Missed): void {
  gathering().add(reason, [{ from: at, to: at, count }])
}

/** Who writes gaps or closes one waits for the others: two processes must not begin the same gap twice, nor extend a closed one. */
export const lockGaps = (tx: Tx): Prisma.PrismaPromise<unknown> => tx.$executeRaw`SELECT pg_advisory_xact_lock(${ADVISORY_LOCKS.gaps})`

const NEAR = Prisma.sql`g.reason = s.reason AND g.closed_at IS NULL
  AND g.to_at >= s.from_at - make_interval(secs => ${SAME_GAP_MS / 1000}) AND g.from_at <= s.to_at + make_interval(secs => ${SAME_GAP_MS / 1000})`

/** Spans as rows `s(reason, from_at, to_at, count)`. */
function spanRows(rows: readonly [string, readonly Span[]][]): Prisma.Sql {
  const spans = rows.flatMap(([reason, own]) => own.map((span) => ({ reason, ...span })))
  return Prisma.sql`(SELECT reason, to_timestamp(f / 1000) AS from_at, to_timestamp(t / 1000) AS to_at, count FROM unnest(
    ${spans.map(({ reason }) => reason)}::text[], ${spans.map(({ from }) => from)}::float8[], ${spans.map(({ to }) => to)}::float8[],
    ${spans.map(({ count }) => count)}::float8[]) AS u(reason, f, t, count)) AS s`
}

/** Extends the open gaps that are near, and begins the others; whoever looks is told. */
async function write(rows: readonly [string, readonly Span[]][]): Promise<void> {
  const db = intakeDb()
  const written = db.$executeRaw`
    WITH placed AS (
      SELECT s.*, (SELECT g.id FROM gaps g WHERE ${NEAR} ORDER BY g.to_at DESC, g.id LIMIT 1) AS id FROM ${spanRows(rows)}
    ), extended AS (
      UPDATE gaps g SET from_at = least(g.from_at, p.from_at), to_at = greatest(g.to_at, p.to_at), refused = g.refused + p.count
      FROM (SELECT id, min(from_at) AS from_at, max(to_at) AS to_at, sum(count)::bigint AS count FROM placed WHERE id IS NOT NULL GROUP BY id) AS p
      WHERE g.id = p.id
    ), begun AS (
      INSERT INTO gaps (id, reason, from_at, to_at, refused)
      SELECT gen_random_uuid(), reason, from_at, to_at, count::bigint FROM placed WHERE id IS NULL
    ) SELECT pg_notify('portline', '') FROM placed LIMIT 1`
  await db.$transaction([lockGaps(db), written])
}

/** Notes what processes that are no more could not write down. To be called before this one notes any. */
export function noteLeftGaps(): void {
  takeLeftGaps((left) => {
    for (const [reason, spans] of left) gathering().add(reason, spans)
    saveGaps(gathering().pending())
  })
}

/** Writes what waits; also at the end of a process. What cannot be written waits on. */
export const flushGaps = (): Promise<void> => gathering().flush()

/** How many gaps are open, with those that this process has noted and the database does not have yet. */
export async function countOpenGaps(db: ReadDb): Promise<number> {
  const [row] = await db.$queryRaw<{ open: number }[]>`
    SELECT ((SELECT count(*) FROM gaps WHERE closed_at IS NULL)
      + (SELECT count(*) FROM ${spanRows(gathering().pending())} WHERE NOT EXISTS (SELECT 1 FROM gaps g WHERE ${NEAR})))::int AS open`
  return row?.open ?? 0
}

/** A row of `gaps` as the API gives it. */
export const GAP_COLUMNS = Prisma.sql`id::text, reason, ${microText(Prisma.sql`from_at`)} AS "from", ${microText(Prisma.sql`to_at`)} AS "to",
  refused::float8, ${microText(Prisma.sql`closed_at`)} AS closed_at`
