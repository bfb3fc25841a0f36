import { authorize, type Viewer } from "#lib/access/roles.ts"
import { readDb } from "#lib/db/client.ts"
import { microText, Prisma } from "#lib/db/sql.ts"
import { inTotalOrder } from "#lib/db/total-order.ts"
import { kindPlace } from "#lib/porting/event.ts"
import { parseInstant } from "#lib/porting/instant.ts"
import { MESSAGING_STATES } from "#lib/porting/messaging.ts"
import type { ToldState } from "#lib/porting/spells.ts"
import { STATUSES, type StatusDetail } from "#lib/porting/status.ts"
import { WITH_REASONS } from "#lib/porting/timeline.ts"
import type { StatusClaim } from "#lib/porting/why-status.ts"
import { PAYLOAD } from "./payload-of.ts"

export type ReceivedClaim = StatusClaim & { readonly receivedAt: string }
export type StatusHistory = {
  /** What told of a status, oldest first: every change, and the newest of the rest. */
  readonly statuses: readonly ToldState[]
  readonly messaging: readonly ToldState[]
  /** The status events and deletions that these are, future ones too. */
  readonly claims: readonly ReceivedClaim[]
  /** How many status events and deletions there are. */
  readonly claimsTotal: number
  /** Whether older ones say more than is read: they have no details here. */
  readonly isCut: boolean
}

const [STATUS, MESSAGING, DELETED] = [kindPlace("status"), kindPlace("messaging"), kindPlace("deleted")]
/** So many of the newest of each kind are told of although they change nothing. */
const NEWEST = 50
/** Bytes of bodies that are read for one order: it may have thousands of a megabyte each. */
const BODY_BYTES = 8 * 1024 * 1024

type Row = {
  readonly key: string
  readonly kind: number
  readonly rank: number
  readonly occurred_text: string
  readonly received_at: string
  readonly hash: string
  readonly event_id: string
  readonly future: boolean
  readonly total: number
  readonly summary: string
  /** Whether the body says more than the value, and what it says, unless too many do. */
  readonly says_more: boolean
  readonly payload: Uint8Array | null
}

/**
 * An event that says what the one before it of its kind said has the same summary, and changes nothing: an order that
 * has told of one status ten thousand times has one row of them, but for the newest and those that share their moment. Where
 * a known value is all that an event says, its place tells that; of the others the bodies are read, the newest first, `bytes` of them.
 */
async function readRows(id: string, bytes: number): Promise<Row[]> {
  return readDb().$queryRaw<Row[]>`
    SELECT t.key, t.kind::int AS kind, t.rank::int AS rank, t.occurred_text, encode(t.content_hash, 'hex') AS hash, t.event_id, t.future,
      t.total, ${microText(Prisma.sql`t.received_at`)} AS received_at, t.summary, t.bytes > 0 AS says_more,
      CASE WHEN t.bytes > 0 AND t.bytes_after < ${bytes} THEN (SELECT ${PAYLOAD} FROM events e WHERE e.key = t.key) END AS payload
    FROM (SELECT c.*, sum(c.bytes) OVER () - sum(c.bytes) OVER (ORDER BY ${inTotalOrder("ASC", "c")} ROWS UNBOUNDED PRECEDING) AS bytes_after FROM (
      SELECT e.*, count(*) FILTER (WHERE e.kind <> ${MESSAGING}) OVER ()::int AS total,
        e.occurred_at = lag(e.occurred_at) OVER place OR e.occurred_at = lead(e.occurred_at) OVER place AS is_at_once
      FROM (
        SELECT e.key, e.kind, e.rank, e.occurred_at, e.occurred_text, e.received_at, e.content_hash, e.event_id, e.future, e.summary,
          CASE WHEN e.kind = ANY(${[STATUS, MESSAGING]}::smallint[]) AND (e.rank = 0 OR e.summary LIKE ${WITH_REASONS})
            THEN coalesce(e.payload_length, octet_length(e.remainder))::bigint ELSE 0 END AS bytes,
          e.summary IS DISTINCT FROM lag(e.summary) OVER alike AS is_change,
          count(*) OVER (PARTITION BY e.kind, e.future) - row_number() OVER alike AS newer
        FROM event_orders eo JOIN events e ON e.key = eo.event_key
        WHERE eo.order_id = ${id}::uuid AND e.kind = ANY(${[STATUS, MESSAGING, DELETED]}::smallint[])
        WINDOW alike AS (PARTITION BY e.kind, e.future ORDER BY ${inTotalOrder("ASC")})
      ) AS e WINDOW place AS (ORDER BY ${inTotalOrder("ASC")})
    ) AS c WHERE c.is_change OR c.is_at_once OR c.newer < ${NEWEST}) AS t
    ORDER BY ${inTotalOrder("ASC", "t")}`
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined
const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null)

function detailsOf(status: unknown): StatusDetail[] {
  const details = memberOf(status, "details")
  return (Array.isArray(details) ? details : []).flatMap((detail: unknown) => {
    const [code, description] = [textOf(memberOf(detail, "code")), textOf(memberOf(detail, "description"))]
    return code === null && description === null ? [] : [{ code, description }]
  })
}

const atOf = ({ occurred_text: text }: Row): ToldState["at"] => parseInstant(text) ?? { micros: 0n, text }

type Placed = { readonly row: Row; readonly at: ToldState["at"] }

/** What the place among its kind's values says, or else the sentence of a body that is not read. */
function toldValue({ kind, rank, summary }: Row): string {
  const known: readonly string[] = kind === STATUS ? STATUSES : MESSAGING_STATES
  return known[rank - 1] ?? summary.replace(/^\w+: /, "")
}

function toldState({ row, at }: Placed): ToldState {
  if (row.payload === null) return { event: row.key, at, value: toldValue(row), details: [] }
  const payload: unknown = JSON.parse(Buffer.from(row.payload).toString("utf8"))
  const isStatus = row.kind === STATUS
  const state = memberOf(payload, isStatus ? "status" : "messaging")
  const value = textOf(memberOf(state, isStatus ? "value" : "messaging_port_status")) ?? ""
  return { event: row.key, at, value, details: isStatus ? detailsOf(state) : [] }
}

function claimOf({ row, at }: Placed, told: ToldState | null): ReceivedClaim {
  const { key: event, rank, hash: contentHash, event_id: eventId, future, received_at: receivedAt } = row
  return {
    event,
    at,
    kind: told ? "status" : "deleted",
    value: told?.value ?? null,
    rank,
    contentHash,
    eventId,
    future,
    receivedAt,
  }
}

/** What an order's events told of its status and messaging, from its beginning; without `details` only which values. */
export async function getStatusHistory(viewer: Viewer, id: string, { details = true } = {}): Promise<StatusHistory> {
  authorize(viewer, "read")
  const rows = (await readRows(id, details ? BODY_BYTES : 0)).map((row) => {
    const at = atOf(row)
    return { row, at, told: row.kind === DELETED ? null : toldState({ row, at }) }
  })
  const claims = rows.filter(({ row }) => row.kind !== MESSAGING)
  const toldOf = (kind: number): ToldState[] => rows.flatMap(({ row, told }) => (row.kind === kind && !row.future && told ? told : []))
  return {
    statuses: toldOf(STATUS),
    messaging: toldOf(MESSAGING),
    claims: claims.map(({ told, ...placed }) => claimOf(placed, told)),
    claimsTotal: claims[0]?.row.total ?? 0,
    isCut: rows.some(({ row }) => row.says_more && row.payload === null),
  }
}
