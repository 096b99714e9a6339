-- The real actions since a given time with the outcomes of their sessions: by rule, and those of commands together.
SELECT CASE WHEN c.automatic THEN i.rule ELSE 'COMMAND' END AS rule,
       pg_catalog.count(DISTINCT i.id) AS actions,
       pg_catalog.count(*) FILTER (WHERE o.outcome = 'TERMINATED') AS terminated,
       pg_catalog.count(*) FILTER (WHERE o.outcome = 'CANCELLED') AS cancelled,
       pg_catalog.count(*) FILTER (WHERE o.outcome IN ('UNRESPONSIVE', 'DENIED', 'FAILED')) AS failed
FROM intents i
JOIN commands c ON c.seq = i.command_seq
LEFT JOIN outcomes o ON o.intent_id = i.id
WHERE NOT i.dry_run
  AND i.created_at >= :since::pg_catalog.timestamptz
  AND (:target::pg_catalog.text IS NULL OR i.target = :target)
GROUP BY 1
ORDER BY pg_catalog.min(CASE WHEN c.automatic THEN 0 ELSE 1 END), 1
