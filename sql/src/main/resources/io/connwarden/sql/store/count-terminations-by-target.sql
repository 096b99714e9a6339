-- The number of termination signals on each of the given targets since a given time; no row without a signal.
-- The signals count as in count-terminations.sql.
SELECT i.target, pg_catalog.count(*) AS terminations
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
GROUP BY i.target
