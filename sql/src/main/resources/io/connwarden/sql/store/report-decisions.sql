-- The number of decisions of each rule since a given time that were dry runs of automatic actions, or of AUTO because of
-- a mode. The observation begins with the first decision on a session of the report, also if it is before that time.
SELECT i.rule, pg_catalog.count(*) AS decisions,
       (SELECT pg_catalog.min(d.first_decided_at)
        FROM dry_run_sessions d
        WHERE d.rule = i.rule
          AND d.last_decided_at >= :since::pg_catalog.timestamptz
          AND (:target::pg_catalog.text IS NULL OR d.target = :target)) AS observed_since
FROM intents i
JOIN commands c ON c.seq = i.command_seq
WHERE i.dry_run
  AND (c.automatic OR (c.action = 'AUTO' AND NOT c.dry_run))
  AND i.created_at >= :since::pg_catalog.timestamptz
  AND (:target::pg_catalog.text IS NULL OR i.target = :target)
GROUP BY i.rule
ORDER BY i.rule
