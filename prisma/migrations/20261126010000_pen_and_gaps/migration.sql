-- Spans of time in which webhooks were refused and kept nowhere, until somebody has seen to it.
-- CreateTable
CREATE TABLE "gaps" (
    "id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(6) NOT NULL,
    "to_at" TIMESTAMPTZ(6) NOT NULL,
    "refused" BIGINT NOT NULL,
    "closed_at" TIMESTAMPTZ(6),

    CONSTRAINT "gaps_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "gaps_from_at_id_idx" ON "gaps"("from_at", "id");

-- The open ones are asked for by every screen, and before each one that is noted.
CREATE INDEX gaps_open_idx ON gaps (reason, to_at) WHERE closed_at IS NULL;

-- What came without a right signature, a bounded number of bodies, by the hash of their bytes.
-- CreateTable
CREATE TABLE "penned" (
    "hash" BYTEA NOT NULL,
    "key" TEXT NOT NULL,
    "raw" BYTEA NOT NULL,
    "reason" TEXT NOT NULL,
    "headers" TEXT NOT NULL,
    "headers_at" TIMESTAMPTZ(6) NOT NULL,
    "encoded" BOOLEAN NOT NULL,
    "worth" SMALLINT NOT NULL,
    "verified_with" TEXT,
    "keys_print" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(6) NOT NULL,
    "deliveries" INTEGER NOT NULL,

    CONSTRAINT "penned_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE INDEX "penned_key_idx" ON "penned"("key");

-- CreateIndex
CREATE INDEX "penned_received_at_hash_idx" ON "penned"("received_at", "hash");
