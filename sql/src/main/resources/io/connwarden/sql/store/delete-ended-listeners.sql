-- Deletes the listening sessions of a target that are missing in a sample. A session that was opened after the sample
-- is kept, such as one that a health event has reported meanwhile.
DELETE FROM listening_sessions
WHERE target = :target
  AND backend_start < :sampledAt::pg_catalog.timestamptz
  AND NOT EXISTS (
      SELECT
      FROM ROWS FROM (pg_catalog.unnest(:pid::pg_catalog.int4[]),
                      pg_catalog.unnest(:backendStart::pg_catalog.timestamptz[])) AS existing (pid, backend_start)
      WHERE existing.pid = listening_sessions.pid AND existing.backend_start = listening_sessions.backend_start)
