-- By which version of the interpreter a body was read last; 0: by one that did not write it down. An upgrade reads those in quarantine anew.
-- AlterTable
ALTER TABLE "events" ADD COLUMN "interpreter" SMALLINT NOT NULL DEFAULT 0;
