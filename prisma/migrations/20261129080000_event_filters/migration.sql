-- What the inbox and the list of orders are asked for and seldom hold: without these they go over the whole log. Most events
-- tell of a status.
LOCK TABLE "events", "deliveries" IN SHARE MODE;

CREATE INDEX events_kind_idx ON events (kind, received_at, key) WHERE kind <> 0;
CREATE INDEX events_late_idx ON events (received_at, key) INCLUDE (order_ids) WHERE received_at - occurred_at > interval '1 hour';
CREATE INDEX events_future_idx ON events (key) WHERE future;
CREATE INDEX deliveries_repeats_idx ON deliveries (event_key) WHERE ordinal > 1;
