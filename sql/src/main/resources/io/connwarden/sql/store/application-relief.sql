-- The terminated sessions of each application and intent on a target since a given time.
SELECT a.application_name, a.sessions, i.created_at, pg_catalog.count(*) AS terminated
FROM intents i
JOIN intent_applications a ON a.intent_id = i.id
JOIN intent_session_applications s ON s.intent_id = i.id AND s.application_name = a.application_name
JOIN outcomes o ON o.intent_id = s.intent_id AND o.ordinal = s.ordinal
WHERE i.target = :target
  AND NOT i.dry_run
  AND coalesce(i.finished_at, 'infinity') > :since::pg_catalog.timestamptz
  AND i.created_at > :since::pg_catalog.timestamptz
  AND s.kind = 'TERMINATE'
  AND o.outcome = 'TERMINATED'
GROUP BY i.id, a.application_name, a.sessions, i.created_at
ORDER BY i.created_at, a.application_name
