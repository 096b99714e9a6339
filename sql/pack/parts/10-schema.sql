-- Refuses what would end half-way or be unsafe, and makes the schema.
-- Whoever installs may be a superuser: until the pack's own path is set, nothing but the server's names is looked up.
SET LOCAL search_path = pg_catalog, pg_temp;

DO $begin$
DECLARE
    schema_name constant text := current_setting('connwarden.schema');
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
    -- What stands in the schema under one of our names without being ours.
    stranger text;
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
END
$strangers$;
