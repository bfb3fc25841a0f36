-- Ends a statement that keeps a batch by what had been read before, where that is not so any more: nothing of it is kept.
CREATE FUNCTION stale_batch() RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'something of this batch has changed since it was read' USING ERRCODE = 'serialization_failure';
END
$$;
