-- How many events there are, by the minute in which they came, for a day and an hour; older ones as one. What the last day
-- brought is a sum then: a log that grows by 200 events a second has 17 million of them in a day.
LOCK TABLE "events" IN SHARE ROW EXCLUSIVE MODE;

CREATE FUNCTION count_minute(moment timestamptz) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN moment < statement_timestamp() - interval '25 hours' THEN '-infinity'::timestamptz ELSE date_trunc('minute', moment) END
$$;

-- Without a default: an older version that sums up beside this one would lose the minutes, and fails instead.
ALTER TABLE "event_counts" ADD COLUMN "minute" TIMESTAMPTZ(6);
WITH recent AS (
    SELECT count_minute(received_at) AS minute, count(*) AS events, sum(deliveries) AS received, count(*) FILTER (WHERE state = 'quarantined') AS quarantined
    FROM "events" WHERE received_at >= now() - interval '25 hours' GROUP BY 1
), counted AS (
    DELETE FROM "event_counts" RETURNING *
), summed AS (
    SELECT minute, events, received, quarantined FROM recent
    UNION ALL SELECT '-infinity', -events, -received, -quarantined FROM recent
    UNION ALL SELECT '-infinity', events, received, quarantined FROM counted
)
INSERT INTO "event_counts" (minute, events, received, quarantined)
SELECT minute, sum(events), sum(received), sum(quarantined) FROM summed GROUP BY 1
HAVING sum(events) <> 0 OR sum(received) <> 0 OR sum(quarantined) <> 0;
ALTER TABLE "event_counts" ALTER COLUMN "minute" SET NOT NULL;

CREATE OR REPLACE FUNCTION count_added_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO event_counts (minute, events, received, quarantined)
    SELECT count_minute(received_at), count(*), sum(deliveries), count(*) FILTER (WHERE state = 'quarantined') FROM after_it GROUP BY 1;
    RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION count_changed_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO event_counts (minute, events, received, quarantined)
    SELECT minute, sum(events), sum(received), sum(quarantined) FROM (
        SELECT count_minute(received_at), 1, deliveries, (state = 'quarantined')::int FROM after_it
        UNION ALL SELECT count_minute(received_at), -1, -deliveries, -(state = 'quarantined')::int FROM before_it
    ) AS c(minute, events, received, quarantined) GROUP BY 1
    HAVING sum(events) <> 0 OR sum(received) <> 0 OR sum(quarantined) <> 0;
    RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION count_removed_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        TRUNCATE event_counts;
    ELSE
        INSERT INTO event_counts (minute, events, received, quarantined)
        SELECT count_minute(received_at), -count(*), -sum(deliveries), -count(*) FILTER (WHERE state = 'quarantined') FROM before_it GROUP BY 1;
    END IF;
    RETURN NULL;
END
$$;
