-- Whether numbers came to an order or went from it, on its own row: kept by triggers, whoever writes either.
ALTER TABLE "orders" ADD COLUMN     "split_in" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "split_out" BOOLEAN NOT NULL DEFAULT false;

UPDATE "orders" SET split_in = id IN (SELECT to_id FROM split_members), split_out = id IN (SELECT from_id FROM split_members)
WHERE id IN (SELECT to_id FROM split_members UNION SELECT from_id FROM split_members);

CREATE FUNCTION mark_added_splits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE orders SET split_in = true WHERE id IN (SELECT to_id FROM after_it) AND NOT split_in;
    UPDATE orders SET split_out = true WHERE id IN (SELECT from_id FROM after_it) AND NOT split_out;
    RETURN NULL;
END
$$;
CREATE FUNCTION mark_removed_splits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        UPDATE orders SET split_in = false, split_out = false WHERE split_in OR split_out;
    ELSE
        UPDATE orders o SET split_in = false
        WHERE o.id IN (SELECT to_id FROM before_it) AND o.split_in AND NOT EXISTS (SELECT 1 FROM split_members m WHERE m.to_id = o.id);
        UPDATE orders o SET split_out = false
        WHERE o.id IN (SELECT from_id FROM before_it) AND o.split_out AND NOT EXISTS (SELECT 1 FROM split_members m WHERE m.from_id = o.id);
    END IF;
    RETURN NULL;
END
$$;
-- An order's row may come after its splits: where it was gone, or after a restore.
CREATE FUNCTION mark_added_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE orders o SET split_in = EXISTS (SELECT 1 FROM split_members m WHERE m.to_id = o.id),
        split_out = EXISTS (SELECT 1 FROM split_members m WHERE m.from_id = o.id)
    FROM after_it a WHERE o.id = a.id
        AND (EXISTS (SELECT 1 FROM split_members m WHERE m.to_id = a.id) OR EXISTS (SELECT 1 FROM split_members m WHERE m.from_id = a.id));
    RETURN NULL;
END
$$;
CREATE TRIGGER splits_added AFTER INSERT ON "split_members" REFERENCING NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION mark_added_splits();
CREATE TRIGGER splits_removed AFTER DELETE ON "split_members" REFERENCING OLD TABLE AS before_it
    FOR EACH STATEMENT EXECUTE FUNCTION mark_removed_splits();
CREATE TRIGGER splits_emptied AFTER TRUNCATE ON "split_members" FOR EACH STATEMENT EXECUTE FUNCTION mark_removed_splits();

-- What lists are filtered and counted by, as one value an order, and how many orders have each: a count of a million rows
-- is then a sum over some hundred. Text of any length goes in hashed, so that no index entry is too large.
CREATE FUNCTION order_facet(status text, messaging text, court text, codes text[], flags boolean[])
RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT md5(concat_ws(',', quote_nullable(status), quote_nullable(messaging), quote_nullable(court), codes::text, flags::text))::uuid
$$;

ALTER TABLE "orders" ADD COLUMN     "facet" UUID GENERATED ALWAYS AS (order_facet(status_value, messaging_status, court, exception_codes,
    ARRAY[deleted_at IS NOT NULL, placeholder, split_in, split_out])) STORED;

-- Only added to while webhooks come in, so that none waits for another; its rows are summed up from time to time.
CREATE TABLE "order_facets" (
    "facet" UUID NOT NULL,
    "status_value" TEXT,
    "messaging_status" TEXT,
    "court" TEXT NOT NULL,
    "exception_codes" TEXT[] NOT NULL,
    "deleted" BOOLEAN NOT NULL,
    "placeholder" BOOLEAN NOT NULL,
    "split_in" BOOLEAN NOT NULL,
    "split_out" BOOLEAN NOT NULL,
    "orders" BIGINT NOT NULL
);
ALTER TABLE "order_facets" SET (autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_insert_threshold = -1);

INSERT INTO "order_facets"
SELECT facet, status_value, messaging_status, court, exception_codes, deleted_at IS NOT NULL, placeholder, split_in, split_out, count(*)
FROM "orders" GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;

CREATE FUNCTION count_added_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO order_facets
    SELECT facet, status_value, messaging_status, court, exception_codes, deleted_at IS NOT NULL, placeholder, split_in, split_out, count(*)
    FROM after_it GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;
    RETURN NULL;
END
$$;
CREATE FUNCTION count_changed_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO order_facets
    SELECT c.facet, c.status_value, c.messaging_status, c.court, c.exception_codes, c.deleted, c.placeholder, c.split_in, c.split_out, sum(c.orders)
    FROM after_it a JOIN before_it b USING (id) CROSS JOIN LATERAL (VALUES
        (a.facet, a.status_value, a.messaging_status, a.court, a.exception_codes, a.deleted_at IS NOT NULL, a.placeholder, a.split_in, a.split_out, 1),
        (b.facet, b.status_value, b.messaging_status, b.court, b.exception_codes, b.deleted_at IS NOT NULL, b.placeholder, b.split_in, b.split_out, -1)
    ) AS c(facet, status_value, messaging_status, court, exception_codes, deleted, placeholder, split_in, split_out, orders)
    WHERE a.facet <> b.facet GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 HAVING sum(c.orders) <> 0;
    RETURN NULL;
END
$$;
CREATE FUNCTION count_removed_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        TRUNCATE order_facets;
    ELSE
        INSERT INTO order_facets
        SELECT facet, status_value, messaging_status, court, exception_codes, deleted_at IS NOT NULL, placeholder, split_in, split_out, -count(*)
        FROM before_it GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;
    END IF;
    RETURN NULL;
END
$$;
-- In the order of their names: an order is counted as it came, and counted anew where its splits are there already.
CREATE TRIGGER orders_added AFTER INSERT ON "orders" REFERENCING NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION count_added_orders();
CREATE TRIGGER orders_added_marked AFTER INSERT ON "orders" REFERENCING NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION mark_added_orders();
CREATE TRIGGER orders_changed AFTER UPDATE ON "orders" REFERENCING OLD TABLE AS before_it NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION count_changed_orders();
CREATE TRIGGER orders_removed AFTER DELETE ON "orders" REFERENCING OLD TABLE AS before_it
    FOR EACH STATEMENT EXECUTE FUNCTION count_removed_orders();
CREATE TRIGGER orders_emptied AFTER TRUNCATE ON "orders" FOR EACH STATEMENT EXECUTE FUNCTION count_removed_orders();

CREATE INDEX orders_facet_idx ON orders (facet);
-- The other sorts of the list; text by code point.
CREATE INDEX orders_by_key_idx ON orders (left(support_key, 200) COLLATE "C", id);
CREATE INDEX orders_by_reference_idx ON orders (left(customer_reference, 200) COLLATE "C", id);
