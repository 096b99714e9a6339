-- Records sessions of targets that were seen to LISTEN. A later session with the same pid replaces an earlier one.
INSERT INTO listening_sessions (target, pid, backend_start)
SELECT l.target, l.pid, pg_catalog.max(l.backend_start)
FROM ROWS FROM (pg_catalog.unnest(:target::pg_catalog.text[]),
                pg_catalog.unnest(:pid::pg_catalog.int4[]),
                pg_catalog.unnest(:backendStart::pg_catalog.timestamptz[])) AS l (target, pid, backend_start)
GROUP BY l.target, l.pid
ORDER BY l.target, l.pid
ON CONFLICT (target, pid) DO UPDATE
SET backend_start = excluded.backend_start
WHERE listening_sessions.backend_start < excluded.backend_start
