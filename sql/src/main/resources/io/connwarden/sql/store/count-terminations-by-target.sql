-- The number of sessions of each given target that were terminated, or may have been, since a given time; no row
-- without a session. The sessions count as in count-terminations.sql.
SELECT i.target, pg_catalog.count(DISTINCT (s.pid, s.backend_start)) AS terminations
FROM intents i
JOIN intent_sessions s ON s.intent_id = i.id
LEFT JOIN signals g ON g.intent_id = s.intent_id AND g.ordinal = s.ordinal
LEFT JOIN outcomes o ON o.intent_id = s.intent_id AND o.ordinal = s.ordinal
WHERE i.target = ANY (:targets::pg_catalog.text[])
  AND NOT i.dry_run
  AND coalesce(i.finished_at, 'infinity') > :since::pg_catalog.timestamptz
  AND s.kind = 'TERMINATE'
  AND coalesce(g.recorded_at, o.recorded_at, 'infinity') > :since::pg_catalog.timestamptz
  AND coalesce(o.signalled, g.answer IS NULL OR g.answer = 'SIGNALLED')
  AND NOT EXISTS (SELECT
                  FROM unreclaimed_sessions u
                  WHERE u.target = i.target AND u.pid = s.pid AND u.backend_start = s.backend_start
                    AND u.kind = 'TERMINATE')
GROUP BY i.target
