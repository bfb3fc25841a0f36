-- When a body in the pen came last: its age is judged by that. Portlines of before that still run leave it as it is.
ALTER TABLE "penned" ADD COLUMN     "last_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP;

UPDATE "penned" SET last_at = greatest(received_at, headers_at);

-- When bodies were last looked through for their age (1), and since when that seems too long ago (2).
CREATE TABLE "retention_runs" (
    "id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "retention_runs_pkey" PRIMARY KEY ("id")
);
