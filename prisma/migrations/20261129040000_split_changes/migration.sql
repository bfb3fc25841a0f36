-- How often moves between orders came or went: who remembers what they add up to (which orders lie on a cycle) knows by it
-- whether that still holds. Only added to, in the transaction that changes them, and summed up from time to time.
CREATE TABLE "split_changes" (
    "changes" BIGINT NOT NULL
);
ALTER TABLE "split_changes" SET (autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_insert_threshold = -1);

CREATE FUNCTION note_added_splits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO split_changes SELECT 1 WHERE EXISTS (SELECT 1 FROM after_it);
    RETURN NULL;
END
$$;
CREATE FUNCTION note_removed_splits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO split_changes VALUES (1);
    RETURN NULL;
END
$$;
CREATE TRIGGER splits_added_noted AFTER INSERT ON "split_members" REFERENCING NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION note_added_splits();
CREATE TRIGGER splits_removed_noted AFTER DELETE ON "split_members" FOR EACH STATEMENT EXECUTE FUNCTION note_removed_splits();
CREATE TRIGGER splits_emptied_noted AFTER TRUNCATE ON "split_members" FOR EACH STATEMENT EXECUTE FUNCTION note_removed_splits();
