-- Writes down what is about to be done.
INSERT INTO intents (command_seq, rung, target, rule, reason, dry_run, before_status, before_slot_utilization,
                     sessions_at_start, terminated_before, spared, created_at)
VALUES (:commandSeq, :rung, :target, :rule, :reason, :dryRun, :beforeStatus::text,
        :beforeSlotUtilization::double precision, :sessionsAtStart, :terminatedBefore, :spared::jsonb, :now::timestamptz)
RETURNING id
