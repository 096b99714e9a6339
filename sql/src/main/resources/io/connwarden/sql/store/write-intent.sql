-- Inserts an intent and returns its id.
INSERT INTO intents (command_seq, step, target, rule, reason, dry_run, before_status, before_slot_utilization,
                     sessions_at_start, terminated_before, spared, created_at)
VALUES (:commandSeq, :step, :target, :rule, :reason, :dryRun, :beforeStatus::pg_catalog.text,
        :beforeSlotUtilization::double precision, :sessionsAtStart, :terminatedBefore, :spared::pg_catalog.jsonb,
        :now::pg_catalog.timestamptz)
RETURNING id
