-- The start of the present messaging state, and what an order's clocks and courts add up to: written with the order,
-- from its events and the rules in force.
ALTER TABLE "orders"
ADD COLUMN     "attention_court" TEXT NOT NULL DEFAULT 'none',
ADD COLUMN     "attention_needs" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "due_at" TIMESTAMPTZ(6),
ADD COLUMN     "messaging_since" TIMESTAMPTZ(6),
ADD COLUMN     "messaging_since_text" TEXT,
ADD COLUMN     "watch_from" TIMESTAMPTZ(6);

-- CreateTable
CREATE TABLE "rules" (
    "version" INTEGER NOT NULL,
    "value" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "rules_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "projection" (
    "version" INTEGER NOT NULL,

    CONSTRAINT "projection_pkey" PRIMARY KEY ("version")
);

-- What needs somebody is a small part of all orders, and is asked for at every look at Home.
CREATE INDEX orders_attention_idx ON orders (due_at ASC NULLS LAST, id) WHERE attention_court <> 'none';
