-- Settings of Connwarden's own session on a watched server: it must never hang, wait, write, or be timed out for idling.
SELECT set_config(name, value, false)
FROM (VALUES ('statement_timeout', '10s'),
             ('lock_timeout', '2s'),
             ('default_transaction_read_only', 'on'),
             ('idle_session_timeout', '0'),
             ('search_path', 'pg_catalog')) AS wanted (name, value)
-- idle_session_timeout exists from 14 on.
WHERE current_setting(name, true) IS NOT NULL;
