import { type Db, writeDb } from "#lib/db/client.ts"
import { keysPrint } from "#lib/db/refusals.ts"
import { Prisma } from "#lib/db/sql.ts"
import { env } from "#lib/env.ts"
import { log } from "#lib/log.ts"
import { type Judgement, judgePenned } from "./judge-penned.ts"
import { isDataProblem, type Kept, keepWithin, ProjectionFailed } from "./keep-receipts.ts"
import { projectSoon } from "./project-soon.ts"
import { readDelivery } from "./read-delivery.ts"
import type { Receipt } from "./receipt.ts"
import { type SignatureProblem, TOLERANCE_SECONDS } from "./verify-signature.ts"

/** How many go in one transaction. */
const TOGETHER = 100
const PATIENT = { maxWait: 5_000, timeout: 30_000 }

type Row = {
  readonly hash: Uint8Array<ArrayBuffer>
  readonly raw: Uint8Array
  readonly headers: string
  readonly encoded: boolean
  readonly headers_ms: number
  readonly received_ms: number
}
type Judged = { readonly row: Row; readonly judgement: Judgement }
type Released = { readonly receipt: Receipt; readonly result: Kept["result"] }

/** What became of one that was to be released; null where there is none (any more). */
export type ReleaseOutcome = ({ readonly ok: true } & Released) | { readonly ok: false; readonly reason: SignatureProblem }

const COLUMNS = Prisma.sql`hash, raw, headers, encoded, (extract(epoch FROM headers_at) * 1000)::float8 AS headers_ms,
  (extract(epoch FROM received_at) * 1000)::float8 AS received_ms`

const nameOf = (hash: Uint8Array): string => Buffer.from(hash).toString("hex")

function judge(row: Row): Judged {
  const came = { raw: row.raw, headers: JSON.parse(row.headers) as Record<string, string>, at: row.headers_ms }
  return { row, judgement: judgePenned(came, env().telnyxKeys) }
}

/** By how much our clock was behind when it came: an event is not of the future because that ran late. */
function clockBehind(headers: Readonly<Record<string, string>>, { headers_ms }: Row): number {
  const behind = Number(headers["telnyx-timestamp"]) * 1_000 - headers_ms
  return behind > TOLERANCE_SECONDS * 1_000 ? behind : 0
}

function receiptOf(row: Row): Receipt {
  const headers = JSON.parse(row.headers) as Record<string, string>
  const came = { receivedAt: Math.floor(row.received_ms), clockBehindMs: Math.floor(clockBehind(headers, row)) }
  return readDelivery({ source: "webhook", raw: row.raw, ...came, verified: true, headers }, row.encoded)
}

/**
 * Takes bodies out of the pen and keeps them in one transaction: whoever dies in between has done nothing, and of two
 * who press at once the second finds them gone.
 */
async function releaseTogether(db: Db, rows: readonly Row[], projecting: boolean): Promise<Released[]> {
  return db.$transaction(async (tx) => {
    const taken = await tx.$queryRaw<{ hash: Uint8Array }[]>`
      WITH gone AS (
        DELETE FROM penned WHERE hash IN (SELECT hash FROM penned WHERE hash = ANY(${rows.map(({ hash }) => hash)}::bytea[]) ORDER BY hash FOR UPDATE)
        RETURNING hash
      ), told AS (SELECT pg_notify('portline', '')) SELECT hash FROM gone, told`
    const names = new Set(taken.map(({ hash }) => nameOf(hash)))
    const receipts = rows.filter(({ hash }) => names.has(nameOf(hash))).map(receiptOf)
    if (receipts.length === 0) return []
    const kept = await keepWithin(tx, receipts, { projecting, limited: false, attempt: null })
    return kept.flatMap(({ result }, index) => receipts.slice(index, index + 1).map((receipt) => ({ receipt, result })))
  }, PATIENT)
}

/** Releases bodies together, else one by one: one that cannot be kept stays where it is and costs the others nothing. */
async function release(db: Db, rows: readonly Row[]): Promise<Released[]> {
  try {
    return rows.length > 0 ? await releaseTogether(db, rows, true) : []
  } catch (error) {
    if (!isDataProblem(error)) throw error
    if (rows.length > 1) {
      const released: Released[] = []
      for (const row of rows) released.push(...(await release(db, [row])))
      return released
    }
    if (error instanceof ProjectionFailed) {
      const released = await releaseTogether(db, rows, false)
      projectSoon()
      return released
    }
    log.error({ err: error }, "A body in the pen could not be released.")
    return []
  }
}

/** Writes down by which key each is authentic now; of one that has come again meanwhile, with other headers, that has been judged at the door. */
async function noteJudgements(db: Db, judged: readonly Judged[]): Promise<void> {
  if (judged.length === 0) return
  const keys = judged.map(({ judgement }) => (judgement.authentic ? judgement.key : null))
  await db.$executeRaw`
    UPDATE penned p SET verified_with = t.verified_with, keys_print = ${keysPrint()},
      worth = CASE WHEN t.verified_with IS NULL THEN p.worth ELSE 3 END
    FROM unnest(${judged.map(({ row }) => row.hash)}::bytea[], ${keys}::text[], ${judged.map(({ row }) => row.headers)}::text[]) AS t(hash, verified_with, headers),
      (SELECT hash FROM penned WHERE hash = ANY(${judged.map(({ row }) => row.hash)}::bytea[]) ORDER BY hash FOR UPDATE) AS locked
    WHERE p.hash = t.hash AND p.hash = locked.hash AND p.headers = t.headers`
}

/**
 * Judges what is in the pen by the keys that are set now and releases what is authentic and was fresh when it came.
 * `which`: all of it, or what was last judged by other keys. Returns how many went and how many are left.
 */
export async function reverifyPen(which: "all" | "other_keys"): Promise<{ released: number; left: number }> {
  const db = writeDb()
  let released = 0
  for (let last: Uint8Array<ArrayBuffer> = new Uint8Array(); ; ) {
    const rows = await db.$queryRaw<Row[]>`
      SELECT ${COLUMNS} FROM penned WHERE hash > ${last} AND (${which === "all"} OR keys_print <> ${keysPrint()}) ORDER BY hash LIMIT ${TOGETHER}`
    const judged = rows.map(judge)
    const isFresh = ({ judgement }: Judged): boolean => judgement.authentic && judgement.fresh
    const freed = await release(
      db,
      judged.filter(isFresh).map(({ row }) => row),
    )
    released += freed.length
    await noteJudgements(db, judged)
    const end = rows.at(-1)
    if (!end) break
    last = end.hash
  }
  const [row] = await db.$queryRaw<{ left: number }[]>`SELECT count(*)::int AS left FROM penned`
  return { released, left: row?.left ?? 0 }
}

/** Releases what is authentic under an event's key, stale or not. There is no way to release what is not. */
export async function releasePenned(key: string): Promise<ReleaseOutcome | null> {
  const db = writeDb()
  const rows = await db.$queryRaw<Row[]>`SELECT ${COLUMNS} FROM penned WHERE key = ${key} ORDER BY received_at, hash LIMIT ${TOGETHER}`
  const judged = rows.map(judge)
  const [released] = await release(
    db,
    judged.filter(({ judgement }) => judgement.authentic).map(({ row }) => row),
  )
  if (released) return { ok: true, ...released }
  const refusal = judged.map(({ judgement }) => judgement).find(({ authentic }) => !authentic)
  return refusal && !refusal.authentic ? { ok: false, reason: refusal.reason } : null
}
