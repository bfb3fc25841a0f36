/** Marks the ids that more than one event has and that are not marked yet: what triggers do for each event that is kept. */
export const MARK_REUSED_IDS = `
  INSERT INTO reused_ids SELECT event_id_hash FROM events WHERE event_id_hash IS NOT NULL GROUP BY event_id_hash HAVING count(*) > 1
  ORDER BY 1 ON CONFLICT DO NOTHING`
