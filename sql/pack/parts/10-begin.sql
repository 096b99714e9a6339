-- Refuses what would end half-way, makes the schema and the two roles, and clears what an older version left.
DO $begin$
DECLARE
    schema_name constant text := current_setting('connwarden.schema');
    -- What stands in the schema under one of our names without being ours.
    stranger text;
    role_name text;
BEGIN
    IF current_setting('server_version_num')::integer < 130000 THEN
        RAISE EXCEPTION 'the SQL pack needs PostgreSQL 13 or newer, this server is %', current_setting('server_version');
    END IF;
    IF schema_name = '' OR octet_length(schema_name) > 63 THEN
        RAISE EXCEPTION 'schema name ''%'' is not allowed: it must be 1 to 63 bytes long', schema_name
            USING ERRCODE = 'invalid_schema_name';
    END IF;
    IF schema_name ~ '^pg_' OR schema_name = 'information_schema' THEN
        RAISE EXCEPTION 'schema % belongs to the server: choose another one', schema_name
            USING ERRCODE = 'invalid_schema_name';
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
        EXECUTE format('COMMENT ON SCHEMA %I IS %L', schema_name, 'Connwarden SQL pack: made by its installation');
    END IF;

    SELECT format('%s %I', found.kind, found.name)
    INTO stranger
    FROM (SELECT 'function' AS kind, proname AS name, pronamespace AS namespace, oid, 'pg_proc'::regclass AS catalog
          FROM pg_proc
          UNION ALL
          SELECT 'relation', relname, relnamespace, oid, 'pg_class'::regclass FROM pg_class) AS found
    WHERE found.namespace = to_regnamespace(quote_ident(schema_name))
      AND found.name IN ('settings', 'connection_logs', 'connection_health', 'connection_details', 'monitor_connections',
                         'terminate_idle_connections', 'emergency_connection_reset', 'connection_pool_health_check')
      AND coalesce(obj_description(found.oid, found.catalog::text), '') NOT LIKE 'Connwarden SQL pack:%'
    LIMIT 1;
    IF stranger IS NOT NULL THEN
        RAISE EXCEPTION 'schema % already holds a % that is not the pack''s', schema_name, stranger
            USING HINT = 'Install into a schema of its own, such as connwarden, or remove it first.';
    END IF;

    FOREACH role_name IN ARRAY ARRAY['connwarden_monitor', 'connwarden_operator'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
            EXCEPTION WHEN insufficient_privilege THEN
                RAISE EXCEPTION 'role % does not exist and % may not create it', role_name, current_user
                    USING ERRCODE = 'insufficient_privilege',
                          HINT = 'Let an administrator run: CREATE ROLE connwarden_monitor; CREATE ROLE connwarden_operator;';
            END;
            EXECUTE format('COMMENT ON ROLE %I IS %L', role_name, 'Connwarden SQL pack: made by its installation');
        END IF;
    END LOOP;

    -- Everything below is made in this schema, and every function remembers this path: no other schema can slip in.
    PERFORM set_config('search_path', format('%I, pg_temp', schema_name), true);
END
$begin$;

DO $upgrade$
DECLARE
    this_version constant text := '0.1.0';
    installed_version text;
    stale record;
BEGIN
    PERFORM set_config('connwarden.pack_version', this_version, true);
    IF to_regprocedure('pack_version()') IS NULL THEN
        RETURN;
    END IF;
    EXECUTE 'SELECT pack_version()' INTO installed_version;
    IF string_to_array(installed_version, '.')::integer[] > string_to_array(this_version, '.')::integer[] THEN
        RAISE EXCEPTION 'the schema holds version % of the SQL pack, newer than this one (%)',
            installed_version, this_version
            USING HINT = 'Use the newer files, or uninstall first.';
    END IF;
    IF installed_version = this_version THEN
        RETURN;
    END IF;
    -- An older version: its views and functions may have another shape. Tables, and what is in them, stay.
    FOR stale IN
        SELECT format('VIEW %I', relname) AS object
        FROM pg_class
        WHERE relnamespace = to_regnamespace(quote_ident(current_setting('connwarden.schema')))
          AND relkind = 'v'
          AND obj_description(oid, 'pg_class') LIKE 'Connwarden SQL pack:%'
    LOOP
        EXECUTE 'DROP ' || stale.object;
    END LOOP;
    FOR stale IN
        SELECT oid::regprocedure AS function
        FROM pg_proc
        WHERE pronamespace = to_regnamespace(quote_ident(current_setting('connwarden.schema')))
          AND prorettype <> 'trigger'::regtype
          AND obj_description(oid, 'pg_proc') LIKE 'Connwarden SQL pack:%'
    LOOP
        EXECUTE format('DROP FUNCTION %s', stale.function);
    END LOOP;
END
$upgrade$;
