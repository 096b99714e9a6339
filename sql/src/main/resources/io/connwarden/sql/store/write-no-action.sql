-- Logs the reason for no action, unless the last such row of the target is recent and has the same rule.
INSERT INTO connection_logs (event_type, details, created_at, target, event_id, command_id, actor)
SELECT 'DECISION_NO_ACTION', :details::jsonb, :createdAt::timestamptz, :target, :eventId::text, :commandId::text,
       :actor::text
WHERE NOT EXISTS (
    SELECT
    FROM (SELECT details -> 'decision' ->> 'rule' AS rule
          FROM connection_logs
          WHERE target = :target AND event_type = 'DECISION_NO_ACTION' AND created_at > :repeatAfter::timestamptz
          ORDER BY created_at DESC, id DESC
          LIMIT 1) last
    WHERE last.rule = :rule)
