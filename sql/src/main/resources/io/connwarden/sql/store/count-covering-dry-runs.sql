-- The number of dry runs of a rule since a given time that selected all of the given sessions in their current state.
-- Automatic actions count, and AUTO that was a dry run because of a mode.
SELECT pg_catalog.count(*)
FROM intents i
JOIN commands c ON c.seq = i.command_seq
WHERE i.target = :target
  AND i.rule = :rule
  AND i.dry_run
  AND (c.automatic OR (c.action = 'AUTO' AND NOT c.dry_run))
  AND i.created_at > :since::pg_catalog.timestamptz
  AND NOT EXISTS (
      SELECT s.*
      FROM ROWS FROM (pg_catalog.unnest(:pid::int[]),
                      pg_catalog.unnest(:backendStart::pg_catalog.timestamptz[]),
                      pg_catalog.unnest(:kind::pg_catalog.text[]),
                      pg_catalog.unnest(:stateChange::pg_catalog.timestamptz[])) AS s
      EXCEPT
      SELECT r.pid, r.backend_start, r.kind, r.expected_state_change
      FROM intent_sessions r
      WHERE r.intent_id = i.id)
