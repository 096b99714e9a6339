-- The timeouts in force for a session of this role before Connwarden sets its own, with the source of each.
SELECT name, setting::bigint AS value, unit, source
FROM pg_catalog.pg_settings
WHERE name IN ('idle_session_timeout',
               'idle_in_transaction_session_timeout',
               'transaction_timeout',
               'statement_timeout',
               'tcp_keepalives_idle',
               'tcp_keepalives_interval',
               'tcp_keepalives_count',
               'tcp_user_timeout',
               'client_connection_check_interval')
ORDER BY name;
