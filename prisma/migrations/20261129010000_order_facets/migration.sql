-- What lists are filtered and counted by, as one value an order, and how many orders have each: a count of a million rows
-- is then a sum over some hundred. Text of any length goes in hashed, so that no index entry is too large.
CREATE FUNCTION order_facet(status text, messaging text, court text, codes text[], is_deleted boolean, is_placeholder boolean)
RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT md5(concat_ws(',', quote_nullable(status), quote_nullable(messaging), quote_nullable(court), codes::text, is_deleted::text, is_placeholder::text))::uuid
$$;

ALTER TABLE "orders" ADD COLUMN     "facet" UUID
    GENERATED ALWAYS AS (order_facet(status_value, messaging_status, court, exception_codes, deleted_at IS NOT NULL, placeholder)) STORED;

-- Only added to while webhooks come in, so that none waits for another; its rows are summed up from time to time.
CREATE TABLE "order_facets" (
    "facet" UUID NOT NULL,
    "status_value" TEXT,
    "messaging_status" TEXT,
    "court" TEXT NOT NULL,
    "exception_codes" TEXT[] NOT NULL,
    "deleted" BOOLEAN NOT NULL,
    "placeholder" BOOLEAN NOT NULL,
    "orders" BIGINT NOT NULL
);
ALTER TABLE "order_facets" SET (autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_insert_threshold = -1);

INSERT INTO "order_facets"
SELECT facet, status_value, messaging_status, court, exception_codes, deleted_at IS NOT NULL, placeholder, count(*)
FROM "orders" GROUP BY 1, 2, 3, 4, 5, 6, 7;

CREATE FUNCTION count_added_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO order_facets
    SELECT facet, status_value, messaging_status, court, exception_codes, deleted_at IS NOT NULL, placeholder, count(*)
    FROM after_it GROUP BY 1, 2, 3, 4, 5, 6, 7;
    RETURN NULL;
END
$$;
CREATE FUNCTION count_changed_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO order_facets
    SELECT c.facet, c.status_value, c.messaging_status, c.court, c.exception_codes, c.deleted, c.placeholder, sum(c.orders)
    FROM after_it a JOIN before_it b USING (id) CROSS JOIN LATERAL (VALUES
        (a.facet, a.status_value, a.messaging_status, a.court, a.exception_codes, a.deleted_at IS NOT NULL, a.placeholder, 1),
        (b.facet, b.status_value, b.messaging_status, b.court, b.exception_codes, b.deleted_at IS NOT NULL, b.placeholder, -1)
    ) AS c(facet, status_value, messaging_status, court, exception_codes, deleted, placeholder, orders)
    WHERE a.facet <> b.facet GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(c.orders) <> 0;
    RETURN NULL;
END
$$;
CREATE FUNCTION count_removed_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        TRUNCATE order_facets;
    ELSE
        INSERT INTO order_facets
        SELECT facet, status_value, messaging_status, court, exception_codes, deleted_at IS NOT NULL, placeholder, -count(*)
        FROM before_it GROUP BY 1, 2, 3, 4, 5, 6, 7;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER orders_added AFTER INSERT ON "orders" REFERENCING NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION count_added_orders();
CREATE TRIGGER orders_changed AFTER UPDATE ON "orders" REFERENCING OLD TABLE AS before_it NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION count_changed_orders();
CREATE TRIGGER orders_removed AFTER DELETE ON "orders" REFERENCING OLD TABLE AS before_it
    FOR EACH STATEMENT EXECUTE FUNCTION count_removed_orders();
CREATE TRIGGER orders_emptied AFTER TRUNCATE ON "orders" FOR EACH STATEMENT EXECUTE FUNCTION count_removed_orders();

CREATE INDEX orders_facet_idx ON orders (facet);
-- The other sorts of the list; text by code point.
CREATE INDEX orders_by_key_idx ON orders (left(support_key, 200) COLLATE "C", id);
CREATE INDEX orders_by_reference_idx ON orders (left(customer_reference, 200) COLLATE "C", id);
