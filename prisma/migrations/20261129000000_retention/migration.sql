-- Bodies are deleted by age, where the operator says so: what is left of an event's payload, and what an order's events added up to.
-- AlterTable
ALTER TABLE "events" ADD COLUMN     "pruned_at" TIMESTAMPTZ(6),
ADD COLUMN     "remainder" TEXT;

-- AlterTable
ALTER TABLE "comments" ADD COLUMN     "sealed" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "split_members" ADD COLUMN     "sealed" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "seals" (
    "order_id" UUID NOT NULL,
    "content" TEXT NOT NULL,
    "sealed_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "seals_pkey" PRIMARY KEY ("order_id")
);
