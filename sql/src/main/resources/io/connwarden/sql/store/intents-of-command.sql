-- The intents of a command in the order of their steps.
SELECT id, step, rule, reason, dry_run, before_status, before_slot_utilization, sessions_at_start,
       terminated_before, spared::pg_catalog.text AS spared, created_at,
       finished_at
FROM intents
WHERE command_seq = :commandSeq
ORDER BY step
