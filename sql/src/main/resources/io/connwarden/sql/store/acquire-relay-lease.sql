-- Acquires or renews the lease of the outbox relay; no row if another process holds it.
INSERT INTO outbox_relay (owner, lease_expires_at)
VALUES (:owner, pg_catalog.clock_timestamp() + pg_catalog.make_interval(secs => :leaseSeconds::double precision))
ON CONFLICT (singleton) DO UPDATE
SET owner = excluded.owner, lease_expires_at = excluded.lease_expires_at
WHERE outbox_relay.owner = excluded.owner OR outbox_relay.lease_expires_at < pg_catalog.clock_timestamp()
RETURNING owner
