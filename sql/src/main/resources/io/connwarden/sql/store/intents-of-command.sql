-- The intents of a command in the order of their rungs.
SELECT id, rung, rule, reason, dry_run, before_status, before_slot_utilization, sessions_at_start,
       terminated_before, spared::text AS spared, created_at,
       finished_at
FROM intents
WHERE command_seq = :commandSeq
ORDER BY rung
