-- Releases the lease on the reserved slot of a target, so that another process can acquire it at once.
DELETE FROM reserve_leases WHERE target = :target AND owner = :owner
