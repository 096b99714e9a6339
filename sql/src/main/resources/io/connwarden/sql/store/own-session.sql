-- The backend that answers, and settings of the startup packet that are in force in it. The first statement of a session.
SELECT pg_catalog.pg_backend_pid() AS pid,
       pg_catalog.current_setting('default_transaction_read_only') AS read_only,
       pg_catalog.current_setting('default_transaction_isolation') AS isolation,
       pg_catalog.current_setting('synchronous_commit') AS synchronous_commit
