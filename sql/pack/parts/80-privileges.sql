-- Privileges: none for PUBLIC, read access for connwarden_monitor, read access and reclaiming for connwarden_operator.
DO $privileges$
DECLARE
    schema_name constant text := current_setting('connwarden.schema');
    namespace constant regnamespace := to_regnamespace(quote_ident(schema_name));
    pack_object record;
    granted record;
BEGIN
    FOR pack_object IN
        SELECT oid::regprocedure AS function
        FROM pg_proc
        WHERE pronamespace = namespace
          AND obj_description(oid, 'pg_proc') LIKE 'Connwarden SQL pack:%'
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', pack_object.function);
    END LOOP;
    -- New objects have the default privileges of the installing role, which are revoked here. Existing objects keep
    -- the grants that were added later.
    IF current_setting('connwarden.new_objects') = 'yes' THEN
        FOR granted IN
            SELECT 'FUNCTION ' || pg_proc.oid::regprocedure AS object, acl.grantee
            FROM pg_proc, aclexplode(proacl) AS acl
            WHERE pronamespace = namespace AND acl.grantee NOT IN (0, proowner)
              AND obj_description(pg_proc.oid, 'pg_proc') LIKE 'Connwarden SQL pack:%'
            UNION
            SELECT CASE created.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || created.oid::regclass, acl.grantee
            FROM pg_class AS created
            -- The sequence of an identity column belongs to its table.
            LEFT JOIN pg_depend ON classid = 'pg_class'::regclass AND objid = created.oid AND created.relkind = 'S'
                AND refclassid = 'pg_class'::regclass AND refobjsubid > 0,
            aclexplode(created.relacl) AS acl
            WHERE created.relnamespace = namespace AND created.relkind IN ('r', 'v', 'S') AND acl.grantee <> created.relowner
              AND obj_description(coalesce(refobjid, created.oid), 'pg_class') LIKE 'Connwarden SQL pack:%'
        LOOP
            EXECUTE format('REVOKE ALL ON %s FROM %s', granted.object,
                CASE granted.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(granted.grantee)) END);
        END LOOP;
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO connwarden_monitor, connwarden_operator', schema_name);
END
$privileges$;

REVOKE ALL ON settings, connection_logs, connection_health, connection_details FROM PUBLIC;
GRANT SELECT ON settings, connection_logs, connection_health, connection_details
    TO connwarden_monitor, connwarden_operator;
-- A view executes its functions with the privileges of the reading role.
GRANT EXECUTE ON FUNCTION observed_sessions(), pool_metrics(), monitor_connections(), connection_pool_health_check(),
    log_hourly_report(), pack_version() TO connwarden_monitor, connwarden_operator;
GRANT EXECUTE ON FUNCTION terminate_idle_connections(double precision, double precision),
    terminate_stuck_transactions(double precision, double precision), reclaim_connection_limits(), emergency_connection_reset()
    TO connwarden_operator;

DO $end$
DECLARE
    -- The functions run with the privileges of their owner, which may differ from the role that installs again.
    owner constant name := (SELECT pg_get_userbyid(proowner) FROM pg_proc WHERE oid = 'observed_sessions()'::regprocedure);
BEGIN
    IF NOT pg_has_role(owner, 'pg_read_all_stats', 'USAGE') THEN
        RAISE WARNING 'role % owns the pack and cannot read the sessions of other roles: the status will be UNKNOWN and no session will be signalled',
            owner USING HINT = format('GRANT pg_monitor TO %I;', owner);
    END IF;
    IF NOT pg_has_role(owner, 'pg_signal_backend', 'USAGE') THEN
        RAISE WARNING 'role % owns the pack and cannot signal the sessions of other roles: every signal will be DENIED', owner
            USING HINT = format('GRANT pg_signal_backend TO %I;', owner);
    END IF;
    PERFORM set_config('client_min_messages', 'notice', true);
    RAISE NOTICE 'Connwarden SQL pack % installed in schema %', current_setting('connwarden.pack_version'),
        current_setting('connwarden.schema')
        || coalesce(', upgraded from ' || nullif(current_setting('connwarden.upgraded_from', true), ''), '')
        USING HINT = 'To allow reading: GRANT connwarden_monitor TO role_name; to allow terminating sessions as well: GRANT connwarden_operator TO role_name;';
END
$end$;
