-- When each rule last chose somebody on a target, dry runs and real ones apart.
SELECT rule, max(created_at) AS last_acted
FROM intents
WHERE target = :target AND dry_run = :dryRun AND created_at > :since::timestamptz
GROUP BY rule
