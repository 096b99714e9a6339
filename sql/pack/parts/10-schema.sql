-- Checks the preconditions of an installation and creates the schema.
-- The installing role may be a superuser, so only system objects are looked up until the pack sets its own search_path.
SET LOCAL search_path = pg_catalog, pg_temp;
SET LOCAL standard_conforming_strings = on;

DO $begin$
DECLARE
    schema_name constant text := current_setting('connwarden.schema');
    granted record;
BEGIN
    IF current_setting('server_version_num')::integer < 130000 THEN
        RAISE EXCEPTION 'the SQL pack requires PostgreSQL 13 or newer; this server is %', current_setting('server_version');
    END IF;
    IF schema_name = '' OR octet_length(schema_name) > 63 THEN
        RAISE EXCEPTION 'invalid schema name ''%'': it must be 1 to 63 bytes long', schema_name
            USING ERRCODE = 'invalid_schema_name';
    END IF;
    -- In a search_path, $user is a placeholder and not the name of a schema.
    IF schema_name ~ '^pg_' OR schema_name IN ('information_schema', '$user') THEN
        RAISE EXCEPTION 'schema name % is reserved: choose another name', schema_name
            USING ERRCODE = 'invalid_schema_name';
    END IF;
    IF pg_is_in_recovery() THEN
        RAISE EXCEPTION 'cannot install on a standby: install the pack on its primary, which replicates it to this server'
            USING ERRCODE = 'read_only_sql_transaction';
    END IF;
    -- Serializes concurrent installations.
    PERFORM pg_advisory_xact_lock(hashtext('connwarden sql pack'));

    -- Suppresses the notices of IF NOT EXISTS when the pack is installed again.
    PERFORM set_config('client_min_messages', 'warning', true);

    IF to_regnamespace(quote_ident(schema_name)) IS NULL THEN
        BEGIN
            EXECUTE format('CREATE SCHEMA %I', schema_name);
        EXCEPTION WHEN insufficient_privilege THEN
            RAISE EXCEPTION 'role % is not allowed to create schema % in database %', current_user, schema_name, current_database()
                USING ERRCODE = 'insufficient_privilege',
                      HINT = format('GRANT CREATE ON DATABASE %I TO %I;', current_database(), current_user);
        END;
        -- Default privileges may have granted access to other roles.
        FOR granted IN
            SELECT CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(acl.grantee)) END AS grantee
            FROM pg_namespace, aclexplode(nspacl) AS acl
            WHERE pg_namespace.oid = to_regnamespace(quote_ident(schema_name)) AND acl.grantee <> nspowner
        LOOP
            EXECUTE format('REVOKE ALL ON SCHEMA %I FROM %s', schema_name, granted.grantee);
        END LOOP;
        EXECUTE format('COMMENT ON SCHEMA %I IS %L', schema_name, 'Connwarden SQL pack: created by its installation');
    END IF;
END
$begin$;

DO $foreign_objects$
DECLARE
    schema_name constant text := current_setting('connwarden.schema');
    namespace constant regnamespace := to_regnamespace(quote_ident(schema_name));
    schema_owner name := (SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE oid = namespace);
    -- A role that could create objects which the functions of the pack would execute with the privileges of their owner.
    creator text;
    -- An object in the schema that another role owns, or that has a name of the pack without being part of it.
    foreign_object text;
    object_owner name;
BEGIN
    -- Since version 14, pg_database_owner stands for the owner of the database.
    IF schema_owner = 'pg_database_owner' THEN
        schema_owner := (SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database());
    END IF;
    IF schema_owner <> current_user AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = schema_owner) THEN
        RAISE EXCEPTION 'schema % is owned by role %, which could replace objects of the pack', schema_name, schema_owner
            USING ERRCODE = 'insufficient_privilege',
                  HINT = format('Install as role %I, or into another schema.', schema_owner);
    END IF;
    SELECT CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(acl.grantee)) END
    INTO creator
    FROM pg_namespace, aclexplode(nspacl) AS acl
    WHERE pg_namespace.oid = namespace
      AND acl.privilege_type = 'CREATE'
      AND acl.grantee <> nspowner
      AND NOT EXISTS (SELECT FROM pg_roles
                      WHERE pg_roles.oid = acl.grantee AND (rolsuper OR rolname = current_user))
    LIMIT 1;
    IF creator IS NOT NULL THEN
        RAISE EXCEPTION '% has the CREATE privilege on schema %, which makes it unsafe for the pack', creator, schema_name
            USING ERRCODE = 'insufficient_privilege',
                  HINT = format('Install into a schema that does not exist yet, such as connwarden, or: REVOKE CREATE ON SCHEMA %I FROM %s;',
                                schema_name, creator);
    END IF;

    -- An object with a better matching name or type would be used instead of an object of the pack or the server.
    SELECT pg_describe_object(found.catalog, found.oid, 0), pg_get_userbyid(found.owner)
    INTO foreign_object, object_owner
    FROM (SELECT 'pg_proc'::regclass AS catalog, oid, proowner AS owner, pronamespace AS home FROM pg_proc
          UNION ALL SELECT 'pg_operator'::regclass, oid, oprowner, oprnamespace FROM pg_operator
          UNION ALL SELECT 'pg_class'::regclass, oid, relowner, relnamespace FROM pg_class
          UNION ALL SELECT 'pg_type'::regclass, oid, typowner, typnamespace FROM pg_type
          -- A trigger function runs for a table of the pack from any schema.
          UNION ALL SELECT 'pg_proc'::regclass, pg_proc.oid, proowner, relnamespace
          FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid) AS found
    JOIN pg_roles ON pg_roles.oid = found.owner
    WHERE found.home = namespace AND NOT rolsuper AND rolname <> current_user
    -- Reports a table before its row type.
    ORDER BY found.catalog <> 'pg_type'::regclass DESC, found.oid
    LIMIT 1;
    IF foreign_object IS NOT NULL THEN
        RAISE EXCEPTION 'schema % contains an object of role % that could replace an object of the pack: %',
            schema_name, object_owner, foreign_object
            USING ERRCODE = 'insufficient_privilege',
                  HINT = format('Install into a schema that does not exist yet, such as connwarden, or drop the object, or change its owner to %I.',
                                current_user);
    END IF;

    SELECT format('%s %I', found.kind, found.name)
    INTO foreign_object
    FROM (SELECT 'function' AS kind, proname AS name, pronamespace AS namespace, oid, 'pg_proc'::regclass AS catalog
          FROM pg_proc
          UNION ALL
          SELECT 'relation', relname, relnamespace, oid, 'pg_class'::regclass FROM pg_class) AS found
    WHERE found.namespace = to_regnamespace(quote_ident(schema_name))
      AND found.name IN (
          'settings', 'connection_logs', 'connection_health', 'connection_details', 'monitor_connections',
          'terminate_idle_connections', 'terminate_stuck_transactions', 'reclaim_connection_limits',
          'emergency_connection_reset', 'connection_pool_health_check', 'log_hourly_report',
          'pack_version', 'setting_rules', 'check_setting', 'setting_number', 'setting_list', 'check_setting_order',
          'begin_action', 'record_victims', 'end_action', 'metrics_after_action', 'count_past_threshold',
          'like_pattern', 'matches_glob', 'protecting_setting', 'observed_sessions', 'session_work', 'pool_metrics',
          'write_log', 'recommendations', 'server_findings', 'effect_findings', 'connection_limits', 'signal_session',
          'pending_pids', 'signal_all', 'without_numbers', 'pool_of_owner', 'client_pools', 'logged_sessions', 'unreclaimed_sessions', 'ineffective_cancels', 'refilled_pools',
          'candidates', 'select_sessions', 'no_session_signalled', 'intended', 'signal_step', 'terminate_selected',
          'record_selection', 'terminate_recorded',
          'count_outcome', 'criterion', 'check_minutes', 'check_max', 'select_for_emergency', 'select_within_limit')
      -- The checks above leave only trusted owners, so the comment can be relied on.
      AND coalesce(obj_description(found.oid, found.catalog::text), '') NOT LIKE 'Connwarden SQL pack:%'
    LIMIT 1;
    IF foreign_object IS NOT NULL THEN
        RAISE EXCEPTION 'schema % already contains a % that is not part of the pack', schema_name, foreign_object
            USING HINT = 'Install into a separate schema, such as connwarden, or drop the object first.';
    END IF;
END
$foreign_objects$;
