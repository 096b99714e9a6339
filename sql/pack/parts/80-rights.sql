-- Who may do what: nobody by default, connwarden_monitor looks, connwarden_operator also reclaims.
DO $rights$
DECLARE
    schema_name constant text := current_setting('connwarden.schema');
    namespace constant regnamespace := to_regnamespace(quote_ident(schema_name));
    ours record;
    let_in record;
BEGIN
    FOR ours IN
        SELECT oid::regprocedure AS function
        FROM pg_proc
        WHERE pronamespace = namespace
          AND obj_description(oid, 'pg_proc') LIKE 'Connwarden SQL pack:%'
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', ours.function);
    END LOOP;
    -- What was made just now came with the default privileges of whoever installs. What was there before keeps the
    -- grants that people gave.
    IF current_setting('connwarden.new_objects') = 'yes' THEN
        FOR let_in IN
            SELECT 'FUNCTION ' || pg_proc.oid::regprocedure AS object, may.grantee
            FROM pg_proc, aclexplode(proacl) AS may
            WHERE pronamespace = namespace AND may.grantee NOT IN (0, proowner)
              AND obj_description(pg_proc.oid, 'pg_proc') LIKE 'Connwarden SQL pack:%'
            UNION
            SELECT CASE made.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || made.oid::regclass, may.grantee
            FROM pg_class AS made
            -- The sequence of a column goes with its table.
            LEFT JOIN pg_depend ON classid = 'pg_class'::regclass AND objid = made.oid AND made.relkind = 'S'
                AND refclassid = 'pg_class'::regclass AND refobjsubid > 0,
            aclexplode(made.relacl) AS may
            WHERE made.relnamespace = namespace AND made.relkind IN ('r', 'v', 'S') AND may.grantee <> made.relowner
              AND obj_description(coalesce(refobjid, made.oid), 'pg_class') LIKE 'Connwarden SQL pack:%'
        LOOP
            EXECUTE format('REVOKE ALL ON %s FROM %s', let_in.object,
                CASE let_in.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(let_in.grantee)) END);
        END LOOP;
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO connwarden_monitor, connwarden_operator', schema_name);
END
$rights$;

REVOKE ALL ON settings, connection_logs, connection_health, connection_details FROM PUBLIC;
GRANT SELECT ON settings, connection_logs, connection_health, connection_details
    TO connwarden_monitor, connwarden_operator;
-- A view asks its functions with the rights of whoever reads it.
GRANT EXECUTE ON FUNCTION sessions_seen(), pool_figures(), monitor_connections(), connection_pool_health_check(),
    log_hourly_report(), pack_version() TO connwarden_monitor, connwarden_operator;
GRANT EXECUTE ON FUNCTION terminate_idle_connections(double precision, double precision), emergency_connection_reset()
    TO connwarden_operator;

DO $end$
DECLARE
    -- The functions run with the rights of their owner, who need not be the one who installs again.
    owner constant name := (SELECT pg_get_userbyid(proowner) FROM pg_proc WHERE oid = 'sessions_seen()'::regprocedure);
BEGIN
    IF NOT pg_has_role(owner, 'pg_read_all_stats', 'USAGE') THEN
        RAISE WARNING 'role % owns the pack and cannot see the sessions of others: the status will be UNKNOWN and nobody is touched',
            owner USING HINT = format('GRANT pg_monitor TO %I;', owner);
    END IF;
    IF NOT pg_has_role(owner, 'pg_signal_backend', 'USAGE') THEN
        RAISE WARNING 'role % owns the pack and cannot signal the sessions of others: every attempt will be DENIED', owner
            USING HINT = format('GRANT pg_signal_backend TO %I;', owner);
    END IF;
    PERFORM set_config('client_min_messages', 'notice', true);
    RAISE NOTICE 'Connwarden SQL pack % is in schema %', current_setting('connwarden.pack_version'),
        current_setting('connwarden.schema')
        || coalesce(', upgraded from ' || nullif(current_setting('connwarden.upgraded_from', true), ''), '')
        USING HINT = 'Let people in: GRANT connwarden_monitor TO somebody; to look, GRANT connwarden_operator TO somebody; to end sessions as well.';
END
$end$;
