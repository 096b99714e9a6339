-- The number of terminations on a target since a given time. Sessions without an outcome are included.
SELECT count(*)
FROM intents i
JOIN intent_sessions s ON s.intent_id = i.id
LEFT JOIN outcomes o ON o.intent_id = s.intent_id AND o.ordinal = s.ordinal
WHERE i.target = :target
  AND NOT i.dry_run
  AND i.created_at > :since::timestamptz
  AND s.kind = 'TERMINATE'
  AND (o.outcome IS NULL OR o.outcome IN ('TERMINATED', 'UNRESPONSIVE'))
