import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { ScheduleJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"

/** The newest events that came again tell how Telnyx tries now, and cost the same however many there were. */
const NEWEST = 500

/**
 * How often and after what time Telnyx has tried again, measured on the deliveries that are kept. An attempt that this
 * Portline did not see (the network, or it was down) has no delivery: a wait is taken between two that follow each other only.
 */
export async function getSchedule(viewer: Viewer): Promise<ScheduleJson> {
  authorize(viewer, "read")
  const [row] = await readDb().$queryRaw<ScheduleJson[]>`
    WITH again AS (
      SELECT DISTINCT event_key FROM (SELECT event_key FROM deliveries WHERE attempt > 1 ORDER BY received_at DESC LIMIT ${NEWEST}) AS t
    ), tried AS (
      SELECT event_key, attempt, min(received_at) AS at FROM deliveries d JOIN again USING (event_key) WHERE attempt > 0 GROUP BY 1, 2
    ), waited AS (
      SELECT event_key, attempt, at, extract(epoch FROM at - lag(at) OVER own)::float8 AS wait, attempt - lag(attempt) OVER own AS step
      FROM tried WINDOW own AS (PARTITION BY event_key ORDER BY attempt)
    ), spans AS (
      SELECT event_key AS event, count(*)::int AS attempts, extract(epoch FROM max(at) - min(at))::float8 AS seconds FROM tried
      GROUP BY 1 HAVING count(*) > 1 AND max(attempt) = count(*)
    )
    SELECT (SELECT count(*)::int FROM again) AS retried,
      (SELECT count(*)::int FROM again a WHERE NOT EXISTS (SELECT 1 FROM tried t WHERE t.event_key = a.event_key AND t.attempt = 1)) AS first_missed,
      (SELECT row_to_json(s) FROM spans s ORDER BY attempts DESC, seconds DESC, event LIMIT 1) AS longest,
      (SELECT coalesce(json_agg(w ORDER BY attempt), '[]') FROM (
        SELECT attempt, count(*)::int AS seen, percentile_cont(0.5) WITHIN GROUP (ORDER BY wait) AS median_seconds, max(wait) AS most_seconds
        FROM waited WHERE step = 1 AND wait >= 0 AND attempt <= 20 GROUP BY attempt) AS w) AS waits`
  return row ?? { retried: 0, first_missed: 0, longest: null, waits: [] }
}
