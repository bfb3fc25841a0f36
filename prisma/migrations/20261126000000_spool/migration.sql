-- How far each file of the spool is drained, written with what was drained.
CREATE TABLE "spool_files" (
  "name" TEXT NOT NULL,
  "drained_to" BIGINT NOT NULL,

  CONSTRAINT "spool_files_pkey" PRIMARY KEY ("name")
);

-- How far a run of tries to keep has come, so that it can be told whether one that nobody saw end was kept.
CREATE TABLE "intake_runs" (
  "id" UUID NOT NULL,
  "place" BIGINT NOT NULL,
  "closed" BOOLEAN NOT NULL,
  "at" TIMESTAMPTZ(6) NOT NULL,

  CONSTRAINT "intake_runs_pkey" PRIMARY KEY ("id")
);
