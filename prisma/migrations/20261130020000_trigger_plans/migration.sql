-- A session keeps a trigger's first plan, which may be made while the tables are empty: these go by keys whatever the planner
-- believes then.
ALTER FUNCTION mark_added_splits() SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off;
ALTER FUNCTION mark_removed_splits() SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off;
ALTER FUNCTION mark_added_orders() SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off;
