import { setTimeout as sleep } from "node:timers/promises"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import { readDb } from "#lib/db/client.ts"
import { countOpenGaps } from "#lib/db/gaps.ts"
import { currentOutage, stuckFiles } from "#lib/db/outage.ts"
import { countSpooled } from "#lib/db/spool-files.ts"
import { countedText, gaugesText } from "#lib/metrics.ts"

/** Who asks for metrics asks often, and must hear of an outage too. */
const PATIENCE_MS = 1_000

type Gauges = readonly (readonly [string, string, number])[]

async function askDatabase(): Promise<Gauges> {
  const [rows, gaps] = await Promise.all([
    readDb().$queryRaw<{ quarantined: number; penned: number }[]>`
      SELECT (SELECT coalesce(sum(quarantined), 0) FROM event_counts)::float8 AS quarantined, (SELECT count(*) FROM penned)::float8 AS penned`,
    countOpenGaps(readDb()),
  ])
  const { quarantined = 0, penned = 0 } = rows[0] ?? {}
  return [
    ["portline_quarantined_events", "Kept, and not understood.", quarantined],
    ["portline_penned_webhooks", "Not authentic, in the pen.", penned],
    ["portline_open_gaps", "Spans in which webhooks were kept nowhere, not closed yet.", gaps],
  ]
}

/** What the database counts; of one that does not answer in time nothing. */
async function databaseGauges(): Promise<Gauges> {
  const asked = askDatabase().catch(() => null)
  const counts = await Promise.race([asked, sleep(PATIENCE_MS, null, { ref: false })])
  return [["portline_database_answers", "1 where the database answered within a second.", counts ? 1 : 0], ...(counts ?? [])]
}

/**
 * What is counted and what there is, in Prometheus's text format. The database may be what is away: what it alone knows is
 * left out then.
 */
export async function getMetrics(viewer: Viewer): Promise<string> {
  authorize(viewer, "read")
  const outage = currentOutage()
  const [counted, spooled, fromDatabase] = await Promise.all([countedText(), countSpooled(), databaseGauges()])
  const now = await gaugesText([
    ["portline_spooled_webhooks", "Webhooks on disk that the database does not have yet.", spooled],
    ["portline_stuck_spool_files", "Files of the spool that cannot be drained to their end.", stuckFiles().length],
    [
      "portline_outage_seconds",
      "For how long the database has not kept webhooks; 0: it does.",
      outage ? (Date.now() - outage.since) / 1_000 : 0,
    ],
    ...fromDatabase,
  ])
  return `${counted}\n${now}`
}
