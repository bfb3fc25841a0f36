-- Deliveries that the sender says are not its first attempt: few, and asked for by the screen that tells how often it tries.
CREATE INDEX deliveries_again_idx ON deliveries (received_at DESC) WHERE attempt > 1;
