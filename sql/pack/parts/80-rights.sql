-- Who may do what: nobody by default, connwarden_monitor looks, connwarden_operator also reclaims.
DO $rights$
DECLARE
    schema_name constant text := current_setting('connwarden.schema');
    ours record;
BEGIN
    FOR ours IN
        SELECT oid::regprocedure AS function
        FROM pg_proc
        WHERE pronamespace = to_regnamespace(quote_ident(schema_name))
          AND obj_description(oid, 'pg_proc') LIKE 'Connwarden SQL pack:%'
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', ours.function);
    END LOOP;
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO connwarden_monitor, connwarden_operator', schema_name);
END
$rights$;

REVOKE ALL ON settings, connection_logs, connection_health, connection_details FROM PUBLIC;
GRANT SELECT ON settings, connection_logs, connection_health, connection_details
    TO connwarden_monitor, connwarden_operator;
-- A view asks its functions with the rights of whoever reads it.
GRANT EXECUTE ON FUNCTION sessions_seen(), pool_figures(), monitor_connections(), connection_pool_health_check(),
    log_hourly_report(), pack_version() TO connwarden_monitor, connwarden_operator;
GRANT EXECUTE ON FUNCTION terminate_idle_connections(numeric, numeric), emergency_connection_reset()
    TO connwarden_operator;

DO $end$
BEGIN
    IF NOT pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') THEN
        RAISE WARNING 'role % cannot see the sessions of others, so the status will be UNKNOWN and nobody is touched',
            current_user USING HINT = format('GRANT pg_monitor TO %I;', current_user);
    END IF;
    IF NOT pg_has_role(current_user, 'pg_signal_backend', 'USAGE') THEN
        RAISE WARNING 'role % cannot signal the sessions of others, so every attempt will be DENIED', current_user
            USING HINT = format('GRANT pg_signal_backend TO %I;', current_user);
    END IF;
    PERFORM set_config('client_min_messages', 'notice', true);
    RAISE NOTICE 'Connwarden SQL pack % is in schema %. Let people in by GRANT connwarden_monitor or GRANT connwarden_operator.',
        current_setting('connwarden.pack_version'), current_setting('connwarden.schema');
END
$end$;
