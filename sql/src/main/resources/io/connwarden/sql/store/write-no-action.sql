-- Logs the reason for no action, unless the last such row of the target is recent and has the same rule.
INSERT INTO connection_logs (event_type, details, created_at, target, event_id, command_id, actor)
SELECT 'DECISION_NO_ACTION', :details::pg_catalog.jsonb, :createdAt::pg_catalog.timestamptz, :target,
       :eventId::pg_catalog.text, :commandId::pg_catalog.text,
       :actor::pg_catalog.text
WHERE NOT EXISTS (
    SELECT
    FROM (SELECT details -> 'decision' ->> 'rule' AS rule
          FROM connection_logs
          WHERE target = :target AND event_type = 'DECISION_NO_ACTION'
            AND created_at > :repeatAfter::pg_catalog.timestamptz
          ORDER BY created_at DESC, id DESC
          LIMIT 1) last
    WHERE last.rule = :rule)
