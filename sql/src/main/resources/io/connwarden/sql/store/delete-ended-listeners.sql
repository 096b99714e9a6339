-- Deletes the listening sessions of a target that do not exist any more.
DELETE FROM listening_sessions
WHERE target = :target
  AND NOT EXISTS (
      SELECT
      FROM ROWS FROM (pg_catalog.unnest(:pid::pg_catalog.int4[]),
                      pg_catalog.unnest(:backendStart::pg_catalog.timestamptz[])) AS existing (pid, backend_start)
      WHERE existing.pid = listening_sessions.pid AND existing.backend_start = listening_sessions.backend_start)
