-- The time of the last intent of each rule on a target, either of dry runs or of real actions. A requested dry run has no
-- effect, so it starts no cooldown.
SELECT i.rule, pg_catalog.max(i.created_at) AS last_action_at
FROM intents i
JOIN commands c ON c.seq = i.command_seq
WHERE i.target = :target
  AND i.dry_run = :dryRun
  AND i.created_at > :since::pg_catalog.timestamptz
  AND NOT (i.dry_run AND c.dry_run)
GROUP BY i.rule
