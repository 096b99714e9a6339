-- The number of decisions of each rule since a given time that were dry runs of automatic actions, or of AUTO because of
-- a mode.
SELECT i.rule, pg_catalog.count(*) AS decisions
FROM intents i
JOIN commands c ON c.seq = i.command_seq
WHERE i.dry_run
  AND (c.automatic OR (c.action = 'AUTO' AND NOT c.dry_run))
  AND i.created_at >= :since::pg_catalog.timestamptz
  AND (:target::pg_catalog.text IS NULL OR i.target = :target)
GROUP BY i.rule
ORDER BY i.rule
