-- The backend that answers, and settings of the startup packet that are in force in it.
-- It is the first statement of a session. It needs no search_path: every name is qualified, and it has no operator.
SELECT pg_catalog.pg_backend_pid() AS pid,
       pg_catalog.current_setting('search_path') AS search_path,
       pg_catalog.current_setting('statement_timeout') AS statement_timeout,
       pg_catalog.current_setting('default_transaction_read_only') AS read_only;
