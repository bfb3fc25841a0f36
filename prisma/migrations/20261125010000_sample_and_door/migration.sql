-- AlterTable
ALTER TABLE "events" ADD COLUMN     "source" TEXT NOT NULL DEFAULT 'webhook';

-- CreateTable
CREATE TABLE "refusals" (
    "reason" TEXT NOT NULL,
    "total" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,
    "keys_print" TEXT NOT NULL,
    "first_at" TIMESTAMPTZ(6) NOT NULL,
    "last_at" TIMESTAMPTZ(6) NOT NULL,
    "detail" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "refusals_pkey" PRIMARY KEY ("reason")
);

-- CreateTable
CREATE TABLE "door_tests" (
    "token_hash" BYTEA NOT NULL,
    "public_key" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),
    "door" TEXT,
    "steps" TEXT,

    CONSTRAINT "door_tests_pkey" PRIMARY KEY ("token_hash")
);

-- Finds the sample among millions. What comes by webhook does not touch it.
CREATE INDEX events_sample_idx ON events (key) WHERE source = 'sample';
