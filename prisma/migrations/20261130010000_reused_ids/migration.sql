-- The ids that more than one event has: kept, since to find them one pass over all events is needed. An id stays here when such
-- events are removed, so who reads looks at the events, too.
LOCK TABLE "events" IN SHARE ROW EXCLUSIVE MODE;

CREATE TABLE "reused_ids" (
    "event_id_hash" BYTEA NOT NULL,

    CONSTRAINT "reused_ids_pkey" PRIMARY KEY ("event_id_hash")
);

-- Of two transactions that keep events of one id at the same time neither sees the other's event: whoever comes second waits
-- until the first has ended, and then looks. Nobody else waits. So many locks at once as more than a thousand ids would take
-- are not to be had: who writes so many compares afterwards. The plan is kept, and at the first start the table is empty: it
-- goes by the index whatever the planner believes.
CREATE FUNCTION mark_reused_ids() RETURNS trigger LANGUAGE plpgsql
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    ids BYTEA[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        ids := array(SELECT DISTINCT event_id_hash FROM after_it WHERE event_id_hash IS NOT NULL ORDER BY 1);
    ELSE
        ids := array(SELECT DISTINCT event_id_hash FROM (
            SELECT key, event_id_hash FROM after_it WHERE event_id_hash IS NOT NULL EXCEPT SELECT key, event_id_hash FROM before_it
        ) AS changed ORDER BY 1);
    END IF;
    IF ids = '{}' THEN
        RETURN NULL;
    END IF;
    IF cardinality(ids) <= 1000 THEN
        PERFORM pg_advisory_xact_lock(('x' || encode(substr(id, 1, 8), 'hex'))::bit(64)::bigint) FROM unnest(ids) AS t(id);
    END IF;
    INSERT INTO reused_ids
    SELECT id FROM unnest(ids) AS t(id)
    WHERE (SELECT count(*) FROM (SELECT 1 FROM events e WHERE e.event_id_hash = id LIMIT 2) AS twins) > 1
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER events_added_ids AFTER INSERT ON "events" REFERENCING NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION mark_reused_ids();
CREATE TRIGGER events_changed_ids AFTER UPDATE ON "events" REFERENCING OLD TABLE AS before_it NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION mark_reused_ids();

INSERT INTO "reused_ids"
SELECT event_id_hash FROM "events" WHERE event_id_hash IS NOT NULL GROUP BY event_id_hash HAVING count(*) > 1;
