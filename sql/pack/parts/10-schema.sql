-- Refuses what would end half-way or be unsafe, and makes the schema.
-- Whoever installs may be a superuser: until the pack's own path is set, nothing but the server's names is looked up.
SET LOCAL search_path = pg_catalog, pg_temp;
SET LOCAL standard_conforming_strings = on;

DO $begin$
DECLARE
    schema_name constant text := current_setting('connwarden.schema');
    let_in record;
BEGIN
    IF current_setting('server_version_num')::integer < 130000 THEN
        RAISE EXCEPTION 'the SQL pack needs PostgreSQL 13 or newer, this server is %', current_setting('server_version');
    END IF;
    IF schema_name = '' OR octet_length(schema_name) > 63 THEN
        RAISE EXCEPTION 'schema name ''%'' is not allowed: it must be 1 to 63 bytes long', schema_name
            USING ERRCODE = 'invalid_schema_name';
    END IF;
    -- In a search path $user does not mean a schema of that name.
    IF schema_name ~ '^pg_' OR schema_name IN ('information_schema', '$user') THEN
        RAISE EXCEPTION 'schema % belongs to the server: choose another one', schema_name
            USING ERRCODE = 'invalid_schema_name';
    END IF;
    IF pg_is_in_recovery() THEN
        RAISE EXCEPTION 'this server is a standby: install the pack on its primary, from where it arrives here'
            USING ERRCODE = 'read_only_sql_transaction';
    END IF;
    -- Two installers at once would step on each other's toes.
    PERFORM pg_advisory_xact_lock(hashtext('connwarden sql pack'));

    -- What is there already is no news to whoever installs again.
    PERFORM set_config('client_min_messages', 'warning', true);

    IF to_regnamespace(quote_ident(schema_name)) IS NULL THEN
        BEGIN
            EXECUTE format('CREATE SCHEMA %I', schema_name);
        EXCEPTION WHEN insufficient_privilege THEN
            RAISE EXCEPTION 'role % may not create schema % in database %', current_user, schema_name, current_database()
                USING ERRCODE = 'insufficient_privilege',
                      HINT = format('GRANT CREATE ON DATABASE %I TO %I;', current_database(), current_user);
        END;
        -- Default privileges may have let somebody in.
        FOR let_in IN
            SELECT CASE may.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(may.grantee)) END AS grantee
            FROM pg_namespace, aclexplode(nspacl) AS may
            WHERE pg_namespace.oid = to_regnamespace(quote_ident(schema_name)) AND may.grantee <> nspowner
        LOOP
            EXECUTE format('REVOKE ALL ON SCHEMA %I FROM %s', schema_name, let_in.grantee);
        END LOOP;
        EXECUTE format('COMMENT ON SCHEMA %I IS %L', schema_name, 'Connwarden SQL pack: made by its installation');
    END IF;
END
$begin$;

DO $strangers$
DECLARE
    schema_name constant text := current_setting('connwarden.schema');
    namespace constant regnamespace := to_regnamespace(quote_ident(schema_name));
    schema_owner name := (SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE oid = namespace);
    -- Who could slip something of theirs under the pack's functions, which run with their owner's rights.
    intruder text;
    -- What stands in the schema and is not the installer's, or has one of our names without being ours.
    stranger text;
    stranger_owner name;
BEGIN
    -- From 14 on the owner of the database, whoever that is, has a name of its own.
    IF schema_owner = 'pg_database_owner' THEN
        schema_owner := (SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database());
    END IF;
    IF schema_owner <> current_user AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = schema_owner) THEN
        RAISE EXCEPTION 'schema % belongs to %, who could put something of theirs under the pack', schema_name, schema_owner
            USING ERRCODE = 'insufficient_privilege',
                  HINT = format('Install as %I, or into another schema.', schema_owner);
    END IF;
    SELECT CASE may.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(may.grantee)) END
    INTO intruder
    FROM pg_namespace, aclexplode(nspacl) AS may
    WHERE pg_namespace.oid = namespace
      AND may.privilege_type = 'CREATE'
      AND may.grantee <> nspowner
      AND NOT EXISTS (SELECT FROM pg_roles
                      WHERE pg_roles.oid = may.grantee AND (rolsuper OR rolname = current_user))
    LIMIT 1;
    IF intruder IS NOT NULL THEN
        RAISE EXCEPTION '% may create objects in schema %, so the pack would not be safe there', intruder, schema_name
            USING ERRCODE = 'insufficient_privilege',
                  HINT = format('Install into a schema that does not exist yet, such as connwarden, or: REVOKE CREATE ON SCHEMA %I FROM %s;',
                                schema_name, intruder);
    END IF;

    -- Made while others could create here, with a name or a type that fits better than the pack's own or the server's.
    SELECT pg_describe_object(found.catalog, found.oid, 0), pg_get_userbyid(found.owner)
    INTO stranger, stranger_owner
    FROM (SELECT 'pg_proc'::regclass AS catalog, oid, proowner AS owner, pronamespace AS home FROM pg_proc
          UNION ALL SELECT 'pg_operator'::regclass, oid, oprowner, oprnamespace FROM pg_operator
          UNION ALL SELECT 'pg_class'::regclass, oid, relowner, relnamespace FROM pg_class
          UNION ALL SELECT 'pg_type'::regclass, oid, typowner, typnamespace FROM pg_type
          -- These act on the pack's tables from wherever they are.
          UNION ALL SELECT 'pg_proc'::regclass, pg_proc.oid, proowner, relnamespace
          FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid) AS found
    JOIN pg_roles ON pg_roles.oid = found.owner
    WHERE found.home = namespace AND NOT rolsuper AND rolname <> current_user
    -- A table before its type.
    ORDER BY found.catalog <> 'pg_type'::regclass DESC, found.oid
    LIMIT 1;
    IF stranger IS NOT NULL THEN
        RAISE EXCEPTION 'schema % holds something of %, which could slip under the pack: %',
            schema_name, stranger_owner, stranger
            USING ERRCODE = 'insufficient_privilege',
                  HINT = format('Install into a schema that does not exist yet, such as connwarden, or drop it, or give it to %I.',
                                current_user);
    END IF;

    SELECT format('%s %I', found.kind, found.name)
    INTO stranger
    FROM (SELECT 'function' AS kind, proname AS name, pronamespace AS namespace, oid, 'pg_proc'::regclass AS catalog
          FROM pg_proc
          UNION ALL
          SELECT 'relation', relname, relnamespace, oid, 'pg_class'::regclass FROM pg_class) AS found
    WHERE found.namespace = to_regnamespace(quote_ident(schema_name))
      AND found.name IN (
          'settings', 'connection_logs', 'connection_health', 'connection_details', 'monitor_connections',
          'terminate_idle_connections', 'emergency_connection_reset', 'connection_pool_health_check', 'log_hourly_report',
          'pack_version', 'setting_rules', 'check_setting', 'setting_number', 'setting_list', 'check_order',
          'matches_glob', 'protecting_setting', 'sessions_seen', 'pool_figures', 'write_log', 'recommendations',
          'signal_session', 'still_there', 'signal_all', 'candidates', 'nobody_touched', 'reclaim', 'with_outcome')
      -- Only its owner, who is trusted by now, can have written that.
      AND coalesce(obj_description(found.oid, found.catalog::text), '') NOT LIKE 'Connwarden SQL pack:%'
    LIMIT 1;
    IF stranger IS NOT NULL THEN
        RAISE EXCEPTION 'schema % already holds a % that is not the pack''s', schema_name, stranger
            USING HINT = 'Install into a schema of its own, such as connwarden, or remove it first.';
    END IF;
END
$strangers$;
