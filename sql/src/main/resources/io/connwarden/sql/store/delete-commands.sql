-- Deletes up to a number of commands finished before a given time, with their intents and outcomes. A command that has
-- not expired is kept, because it would be executed again if Kafka delivered it again.
DELETE FROM commands
WHERE seq IN (SELECT seq
              FROM commands
              WHERE state = 'DONE'
                AND finished_at < :cutoff::pg_catalog.timestamptz
                AND expires_at < :cutoff::pg_catalog.timestamptz
              ORDER BY finished_at
              LIMIT :maxRows
              FOR UPDATE SKIP LOCKED)
