-- Settings of Connwarden's session on a target: timeouts, read-only, and no idle timeout.
SELECT set_config(name, value, false)
FROM (VALUES ('statement_timeout', '10s'),
             ('lock_timeout', '2s'),
             ('default_transaction_read_only', 'on'),
             ('idle_session_timeout', '0'),
             ('search_path', 'pg_catalog')) AS wanted (name, value)
-- idle_session_timeout exists since version 14.
WHERE current_setting(name, true) IS NOT NULL;
