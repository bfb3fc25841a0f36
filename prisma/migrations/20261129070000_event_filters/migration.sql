-- What the inbox is asked for and seldom holds: without these a page of it goes over the whole log. Most events tell of a status.
CREATE INDEX events_kind_idx ON events (kind, received_at, key) WHERE kind <> 0;
CREATE INDEX events_late_idx ON events (received_at, key) WHERE received_at - occurred_at > interval '1 hour';
CREATE INDEX deliveries_repeats_idx ON deliveries (event_key) WHERE ordinal > 1;
