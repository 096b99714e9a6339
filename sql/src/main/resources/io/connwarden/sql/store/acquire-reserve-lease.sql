-- Acquires or renews the lease on the reserved slot of a target; returns its holder, or no row if that just changed.
WITH acquired AS (
    INSERT INTO reserve_leases (target, owner, lease_expires_at)
    VALUES (:target, :owner, pg_catalog.clock_timestamp() + pg_catalog.make_interval(secs => :leaseSeconds::double precision))
    ON CONFLICT (target) DO UPDATE
    SET owner = excluded.owner, lease_expires_at = excluded.lease_expires_at
    WHERE reserve_leases.owner = excluded.owner OR reserve_leases.lease_expires_at < pg_catalog.clock_timestamp()
    RETURNING owner
)
SELECT owner FROM acquired
UNION ALL
SELECT owner FROM reserve_leases WHERE target = :target AND NOT EXISTS (SELECT FROM acquired)
