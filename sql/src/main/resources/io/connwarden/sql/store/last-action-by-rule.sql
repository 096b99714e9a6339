-- The time of the last intent of each rule on a target, either of dry runs or of real actions.
SELECT rule, pg_catalog.max(created_at) AS last_action_at
FROM intents
WHERE target = :target AND dry_run = :dryRun AND created_at > :since::pg_catalog.timestamptz
GROUP BY rule
