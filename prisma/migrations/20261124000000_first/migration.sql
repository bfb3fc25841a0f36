-- CreateTable
CREATE TABLE "events" (
    "key" TEXT NOT NULL,
    "quarantine_key" TEXT,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "projected" BOOLEAN NOT NULL,
    "event_id" TEXT,
    "event_id_hash" BYTEA,
    "event_type" TEXT,
    "kind" SMALLINT,
    "rank" SMALLINT,
    "occurred_at" TIMESTAMPTZ(6),
    "occurred_text" TEXT,
    "content_hash" BYTEA,
    "raw" BYTEA NOT NULL,
    "payload_start" INTEGER,
    "payload_length" INTEGER,
    "summary" TEXT,
    "received_at" TIMESTAMPTZ(6) NOT NULL,
    "verified" BOOLEAN NOT NULL,
    "future" BOOLEAN NOT NULL,
    "deliveries" INTEGER NOT NULL,
    "order_ids" UUID[],

    CONSTRAINT "events_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "event_key" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "receipt_id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(6) NOT NULL,
    "attempt" INTEGER,
    "verified" BOOLEAN NOT NULL,
    "headers" TEXT NOT NULL,

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("event_key","ordinal")
);

-- CreateTable
CREATE TABLE "event_orders" (
    "order_id" UUID NOT NULL,
    "event_key" TEXT NOT NULL,

    CONSTRAINT "event_orders_pkey" PRIMARY KEY ("order_id","event_key")
);

-- CreateTable
CREATE TABLE "orders" (
    "id" UUID NOT NULL,
    "support_key" TEXT,
    "customer_reference" TEXT,
    "status_value" TEXT,
    "status_details" TEXT,
    "exception_codes" TEXT[],
    "status_since" TIMESTAMPTZ(6),
    "status_since_text" TEXT,
    "messaging" TEXT,
    "messaging_status" TEXT,
    "court" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ(6),
    "deleted_text" TEXT,
    "placeholder" BOOLEAN NOT NULL,
    "first_event_at" TIMESTAMPTZ(6),
    "first_event_text" TEXT,
    "last_event_at" TIMESTAMPTZ(6),
    "last_event_text" TEXT,
    "mark" TEXT,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "comments" (
    "order_id" UUID NOT NULL,
    "comment_key" TEXT NOT NULL,
    "comment_id" TEXT NOT NULL,
    "body" TEXT,
    "user_type" TEXT,
    "user_id" TEXT,
    "inserted_text" TEXT,
    "listed_at" TIMESTAMPTZ(6) NOT NULL,
    "mark" TEXT NOT NULL,

    CONSTRAINT "comments_pkey" PRIMARY KEY ("order_id","comment_key")
);

-- CreateTable
CREATE TABLE "split_members" (
    "from_id" UUID NOT NULL,
    "to_id" UUID NOT NULL,
    "member" TEXT NOT NULL,
    "first_at" TIMESTAMPTZ(6) NOT NULL,
    "first_text" TEXT NOT NULL,
    "last_at" TIMESTAMPTZ(6) NOT NULL,
    "last_text" TEXT NOT NULL,

    CONSTRAINT "split_members_pkey" PRIMARY KEY ("from_id","to_id","member")
);

-- CreateIndex
CREATE INDEX "events_event_id_hash_idx" ON "events"("event_id_hash");

-- CreateIndex
CREATE INDEX "events_received_at_key_idx" ON "events"("received_at", "key");

-- CreateIndex
CREATE INDEX "orders_updated_at_idx" ON "orders"("updated_at");

-- CreateIndex
CREATE INDEX "split_members_to_id_idx" ON "split_members"("to_id");


-- What the schema language cannot say. Every index over a sender's text is over a bounded part of it: a
-- btree entry ends at 2,704 bytes, and one long field must never refuse a webhook.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE UNIQUE INDEX events_quarantine_key_idx ON events (quarantine_key) WHERE quarantine_key IS NOT NULL;
CREATE INDEX events_quarantined_idx ON events (received_at, key) WHERE state = 'quarantined';
CREATE INDEX events_unprojected_idx ON events (key) WHERE NOT projected;

-- Every webhook changes its order's row, and each index costs it a write: only the sorts that screens open with
-- have one. Nulls last whatever the direction, ties by id.
CREATE INDEX orders_newest_idx ON orders (last_event_at DESC NULLS LAST, id);
CREATE INDEX orders_longest_idx ON orders (status_since ASC NULLS LAST, id);

CREATE INDEX orders_support_key_idx ON orders (left(lower(support_key), 200) COLLATE "C");
CREATE INDEX orders_reference_trgm_idx ON orders USING gin (customer_reference gin_trgm_ops);
CREATE INDEX orders_exception_codes_idx ON orders USING gin (exception_codes);

-- A customer's bytes of 1 MiB are read whole or not at all: no time is spent on compressing them.
ALTER TABLE events ALTER COLUMN raw SET STORAGE EXTERNAL;
