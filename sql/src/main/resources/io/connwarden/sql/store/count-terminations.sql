-- The number of sessions of a target that were terminated, or may have been, since a given time.
-- A signal counts at its time if it was sent or may have been sent, even if the end of the session was not observed.
-- A session that is known to exist after its signal does not count. When it ends, it counts.
-- A session without an outcome counts, unless its recorded answer shows that no signal was sent.
SELECT pg_catalog.count(DISTINCT (s.pid, s.backend_start))
FROM intents i
JOIN intent_sessions s ON s.intent_id = i.id
LEFT JOIN signals g ON g.intent_id = s.intent_id AND g.ordinal = s.ordinal
LEFT JOIN outcomes o ON o.intent_id = s.intent_id AND o.ordinal = s.ordinal
WHERE i.target = :target
  AND NOT i.dry_run
  AND coalesce(i.finished_at, 'infinity') > :since::pg_catalog.timestamptz
  AND s.kind = 'TERMINATE'
  AND coalesce(g.recorded_at, o.recorded_at, 'infinity') > :since::pg_catalog.timestamptz
  AND coalesce(o.signalled, g.answer IS NULL OR g.answer = 'SIGNALLED')
  AND NOT EXISTS (SELECT
                  FROM unreclaimed_sessions u
                  WHERE u.target = i.target AND u.pid = s.pid AND u.backend_start = s.backend_start
                    AND u.kind = 'TERMINATE')
