-- On which days the clocks of orders that can need somebody end, and from which on they are watched: what is overdue, due or
-- watched is then a sum over days, beside the orders of the few days that a moment divides.
LOCK TABLE "orders" IN SHARE ROW EXCLUSIVE MODE;

CREATE FUNCTION utc_day(moment timestamptz) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (moment AT TIME ZONE 'UTC')::date
$$;

-- Only added to while webhooks come in, as "order_facets" is, and summed up with it.
CREATE TABLE "order_clocks" (
    "facet" UUID NOT NULL,
    "attention_court" TEXT NOT NULL,
    "attention_needs" BOOLEAN NOT NULL,
    "due_day" DATE,
    "watch_day" DATE,
    "orders" BIGINT NOT NULL
);
ALTER TABLE "order_clocks" SET (autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_insert_threshold = -1);

CREATE OR REPLACE FUNCTION count_added_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO order_facets
    SELECT facet, status_value, messaging_status, court, exception_codes, deleted_at IS NOT NULL, placeholder, split_in, split_out, count(*)
    FROM after_it GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;
    INSERT INTO order_clocks
    SELECT facet, attention_court, attention_needs, utc_day(due_at), utc_day(watch_from), count(*)
    FROM after_it WHERE attention_court <> 'none' GROUP BY 1, 2, 3, 4, 5;
    RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION count_changed_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO order_facets
    SELECT c.facet, c.status_value, c.messaging_status, c.court, c.exception_codes, c.deleted, c.placeholder, c.split_in, c.split_out, sum(c.orders)
    FROM after_it a JOIN before_it b USING (id) CROSS JOIN LATERAL (VALUES
        (a.facet, a.status_value, a.messaging_status, a.court, a.exception_codes, a.deleted_at IS NOT NULL, a.placeholder, a.split_in, a.split_out, 1),
        (b.facet, b.status_value, b.messaging_status, b.court, b.exception_codes, b.deleted_at IS NOT NULL, b.placeholder, b.split_in, b.split_out, -1)
    ) AS c(facet, status_value, messaging_status, court, exception_codes, deleted, placeholder, split_in, split_out, orders)
    WHERE a.facet <> b.facet GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 HAVING sum(c.orders) <> 0;
    INSERT INTO order_clocks
    SELECT c.facet, c.attention_court, c.attention_needs, c.due_day, c.watch_day, sum(c.orders)
    FROM after_it a JOIN before_it b USING (id) CROSS JOIN LATERAL (VALUES
        (a.facet, a.attention_court, a.attention_needs, utc_day(a.due_at), utc_day(a.watch_from), 1),
        (b.facet, b.attention_court, b.attention_needs, utc_day(b.due_at), utc_day(b.watch_from), -1)
    ) AS c(facet, attention_court, attention_needs, due_day, watch_day, orders)
    WHERE c.attention_court <> 'none' GROUP BY 1, 2, 3, 4, 5 HAVING sum(c.orders) <> 0;
    RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION count_removed_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        TRUNCATE order_facets, order_clocks;
    ELSE
        INSERT INTO order_facets
        SELECT facet, status_value, messaging_status, court, exception_codes, deleted_at IS NOT NULL, placeholder, split_in, split_out, -count(*)
        FROM before_it GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;
        INSERT INTO order_clocks
        SELECT facet, attention_court, attention_needs, utc_day(due_at), utc_day(watch_from), -count(*)
        FROM before_it WHERE attention_court <> 'none' GROUP BY 1, 2, 3, 4, 5;
    END IF;
    RETURN NULL;
END
$$;

INSERT INTO "order_clocks"
SELECT facet, attention_court, attention_needs, utc_day(due_at), utc_day(watch_from), count(*) FROM "orders" WHERE attention_court <> 'none' GROUP BY 1, 2, 3, 4, 5;

-- The orders of such a day.
CREATE INDEX orders_watch_idx ON orders (watch_from) WHERE attention_court <> 'none';
-- What alone can lie on a cycle.
CREATE INDEX orders_came_and_went_idx ON orders (id) WHERE split_in AND split_out;

-- Every batch of webhooks runs it, and hardly one makes an order: then half a millisecond goes into looking for nothing.
CREATE OR REPLACE FUNCTION mark_added_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM after_it) THEN
        UPDATE orders o SET split_in = EXISTS (SELECT 1 FROM split_members m WHERE m.to_id = o.id),
            split_out = EXISTS (SELECT 1 FROM split_members m WHERE m.from_id = o.id)
        FROM after_it a WHERE o.id = a.id
            AND (EXISTS (SELECT 1 FROM split_members m WHERE m.to_id = a.id) OR EXISTS (SELECT 1 FROM split_members m WHERE m.from_id = a.id));
    END IF;
    RETURN NULL;
END
$$;
