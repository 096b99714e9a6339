-- Acquires or renews the lease of the outbox relay; no row if another process holds it.
INSERT INTO outbox_relay (owner, lease_expires_at)
VALUES (:owner, clock_timestamp() + make_interval(secs => :leaseSeconds::double precision))
ON CONFLICT (singleton) DO UPDATE
SET owner = excluded.owner, lease_expires_at = excluded.lease_expires_at
WHERE outbox_relay.owner = excluded.owner OR outbox_relay.lease_expires_at < clock_timestamp()
RETURNING owner
