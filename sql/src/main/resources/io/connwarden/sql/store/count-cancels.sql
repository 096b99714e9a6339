-- The number of cancel signals on a target since a given time. They count as in count-terminations.sql.
SELECT pg_catalog.count(*)
FROM intents i
JOIN intent_sessions s ON s.intent_id = i.id
LEFT JOIN signals g ON g.intent_id = s.intent_id AND g.ordinal = s.ordinal
LEFT JOIN outcomes o ON o.intent_id = s.intent_id AND o.ordinal = s.ordinal
WHERE i.target = :target
  AND NOT i.dry_run
  AND coalesce(i.finished_at, 'infinity') > :since::pg_catalog.timestamptz
  AND s.kind = 'CANCEL'
  AND coalesce(g.recorded_at, o.recorded_at, 'infinity') > :since::pg_catalog.timestamptz
  AND coalesce(o.signalled, g.answer IS NULL OR g.answer = 'SIGNALLED')
