-- What was entered in a form of the settings and not saved: refused, or to be looked at first.
-- CreateTable
CREATE TABLE "drafts" (
    "id" UUID NOT NULL,
    "section" TEXT NOT NULL,
    "fields" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "drafts_pkey" PRIMARY KEY ("id")
);
