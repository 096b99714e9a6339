-- The times of each action since a given time, from the sample of the monitor to the result, and its sessions.
SELECT health.created_at AS sampled_at,
       commands.accepted_at,
       commands.started_at,
       intents.created_at AS decided_at,
       signalled.first_recorded_at,
       signalled.last_recorded_at,
       commands.finished_at,
       (SELECT pg_catalog.count(*) FROM intent_sessions WHERE intent_id = intents.id) AS sessions
FROM intents
JOIN commands ON commands.seq = intents.command_seq
JOIN connection_logs AS health ON health.event_id = commands.cause_event_id AND health.event_type = 'MONITOR_CHECK'
CROSS JOIN LATERAL (
    SELECT pg_catalog.min(recorded_at) AS first_recorded_at,
           pg_catalog.max(recorded_at) AS last_recorded_at
    FROM signals
    WHERE intent_id = intents.id
) AS signalled
WHERE intents.created_at >= ?
ORDER BY intents.id
