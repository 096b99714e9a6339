-- Removes what the pack made: what is marked as its own, and the schema and roles if it made them and nobody else uses them.
SET LOCAL search_path = pg_catalog, pg_temp;
SET LOCAL standard_conforming_strings = on;

DO $remove$
DECLARE
    schema_name constant text := current_setting('connwarden.schema');
    namespace constant regnamespace := to_regnamespace(quote_ident(schema_name));
    mark constant text := 'Connwarden SQL pack:%';
    ours record;
    role_name text;
    users text;
BEGIN
    IF namespace IS NULL OR to_regprocedure(format('%I.pack_version()', schema_name)) IS NULL THEN
        RAISE EXCEPTION 'schema ''%'' holds no SQL pack, so there is nothing to remove', schema_name
            USING ERRCODE = 'invalid_schema_name';
    END IF;
    FOR ours IN
        SELECT CASE relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END AS kind, oid::regclass AS name
        FROM pg_class
        WHERE relnamespace = namespace AND relkind IN ('v', 'r') AND obj_description(oid, 'pg_class') LIKE mark
        ORDER BY relkind = 'v' DESC
    LOOP
        BEGIN
            EXECUTE format('DROP %s %s', ours.kind, ours.name);
        EXCEPTION WHEN dependent_objects_still_exist THEN
            GET STACKED DIAGNOSTICS users = PG_EXCEPTION_DETAIL;
            RAISE EXCEPTION '% is used by something that is not the pack''s: %', ours.name, users
                USING ERRCODE = 'dependent_objects_still_exist', HINT = 'Drop that first.';
        END;
    END LOOP;
    FOR ours IN
        SELECT oid::regprocedure AS name
        FROM pg_proc
        WHERE pronamespace = namespace AND obj_description(oid, 'pg_proc') LIKE mark
    LOOP
        EXECUTE format('DROP FUNCTION %s', ours.name);
    END LOOP;
    IF obj_description(namespace::oid, 'pg_namespace') LIKE mark THEN
        BEGIN
            EXECUTE format('DROP SCHEMA %I', schema_name);
        EXCEPTION WHEN dependent_objects_still_exist THEN
            RAISE NOTICE 'schema % stays: it holds things that are not the pack''s', schema_name;
        END;
    ELSE
        EXECUTE format('REVOKE USAGE ON SCHEMA %I FROM connwarden_monitor, connwarden_operator', schema_name);
    END IF;
    FOREACH role_name IN ARRAY ARRAY['connwarden_monitor', 'connwarden_operator'] LOOP
        CONTINUE WHEN coalesce(shobj_description(to_regrole(role_name)::oid, 'pg_authid'), '') NOT LIKE mark;
        -- Somebody has given it a life of its own, such as the monitor service's login.
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = role_name AND rolcanlogin)
           OR EXISTS (SELECT FROM pg_auth_members WHERE member = to_regrole(role_name)) THEN
            RAISE NOTICE 'role % stays: it can log in, or is a member of other roles', role_name;
            CONTINUE;
        END IF;
        BEGIN
            EXECUTE format('DROP ROLE %I', role_name);
        EXCEPTION
            WHEN dependent_objects_still_exist THEN
                RAISE NOTICE 'role % stays: something else still uses it', role_name;
            WHEN insufficient_privilege THEN
                RAISE NOTICE 'role % stays: % may not drop it', role_name, current_user;
        END;
    END LOOP;
    RAISE NOTICE 'the SQL pack and its log are gone from schema %', schema_name;
END
$remove$;
