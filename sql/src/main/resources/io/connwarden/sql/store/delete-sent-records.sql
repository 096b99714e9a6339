-- Deletes up to a number of outbox records sent before a given time, or rejected and created before it.
DELETE FROM outbox
WHERE id IN (SELECT id
             FROM outbox
             WHERE sent_at < :cutoff::pg_catalog.timestamptz
                OR (rejected_reason IS NOT NULL AND sent_at IS NULL AND created_at < :cutoff::pg_catalog.timestamptz)
             LIMIT :maxRows
             FOR UPDATE SKIP LOCKED)
