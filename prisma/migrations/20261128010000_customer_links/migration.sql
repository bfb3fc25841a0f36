-- Links by which a customer sees where an order stands, and what they are told of who moves their numbers.
-- CreateTable
CREATE TABLE "customer_links" (
    "id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "order_id" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "revoked_at" TIMESTAMPTZ(6),
    "views" INTEGER NOT NULL,
    "last_viewed_at" TIMESTAMPTZ(6),

    CONSTRAINT "customer_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "brand" (
    "id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "contact" TEXT NOT NULL,

    CONSTRAINT "brand_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "customer_links_token_hash_key" ON "customer_links"("token_hash");

-- CreateIndex
CREATE INDEX "customer_links_order_id_idx" ON "customer_links"("order_id");
