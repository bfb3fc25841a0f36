-- How many events there are, how often they were delivered, and how many of them are in quarantine: kept, since a count of
-- five million rows takes a second. Only added to while webhooks come in, and summed up from time to time.
LOCK TABLE "events" IN SHARE ROW EXCLUSIVE MODE;

CREATE TABLE "event_counts" (
    "events" BIGINT NOT NULL,
    "received" BIGINT NOT NULL,
    "quarantined" BIGINT NOT NULL
);
ALTER TABLE "event_counts" SET (autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_insert_threshold = -1);

CREATE FUNCTION count_added_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO event_counts
    SELECT count(*), sum(deliveries), count(*) FILTER (WHERE state = 'quarantined') FROM after_it HAVING count(*) > 0;
    RETURN NULL;
END
$$;
CREATE FUNCTION count_changed_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO event_counts
    SELECT * FROM (
        SELECT 0, a.received - b.received, a.quarantined - b.quarantined
        FROM (SELECT coalesce(sum(deliveries), 0) AS received, count(*) FILTER (WHERE state = 'quarantined') AS quarantined FROM after_it) AS a,
            (SELECT coalesce(sum(deliveries), 0) AS received, count(*) FILTER (WHERE state = 'quarantined') AS quarantined FROM before_it) AS b
    ) AS c(events, received, quarantined) WHERE c.received <> 0 OR c.quarantined <> 0;
    RETURN NULL;
END
$$;
CREATE FUNCTION count_removed_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        TRUNCATE event_counts;
    ELSE
        INSERT INTO event_counts
        SELECT -count(*), -sum(deliveries), -count(*) FILTER (WHERE state = 'quarantined') FROM before_it HAVING count(*) > 0;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER events_added AFTER INSERT ON "events" REFERENCING NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION count_added_events();
CREATE TRIGGER events_changed AFTER UPDATE ON "events" REFERENCING OLD TABLE AS before_it NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION count_changed_events();
CREATE TRIGGER events_removed AFTER DELETE ON "events" REFERENCING OLD TABLE AS before_it
    FOR EACH STATEMENT EXECUTE FUNCTION count_removed_events();
CREATE TRIGGER events_emptied AFTER TRUNCATE ON "events" FOR EACH STATEMENT EXECUTE FUNCTION count_removed_events();

INSERT INTO "event_counts"
SELECT count(*), coalesce(sum(deliveries), 0), count(*) FILTER (WHERE state = 'quarantined') FROM "events" HAVING count(*) > 0;
