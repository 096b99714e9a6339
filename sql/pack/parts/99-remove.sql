-- Drops all objects marked as part of the pack, and its schema and roles if the pack created them and they are unused.
SET LOCAL search_path = pg_catalog, pg_temp;
SET LOCAL standard_conforming_strings = on;

DO $remove$
DECLARE
    schema_name constant text := current_setting('connwarden.schema');
    namespace constant regnamespace := to_regnamespace(quote_ident(schema_name));
    mark constant text := 'Connwarden SQL pack:%';
    pack_object record;
    role_name text;
    dependents text;
BEGIN
    IF namespace IS NULL OR to_regprocedure(format('%I.pack_version()', schema_name)) IS NULL THEN
        RAISE EXCEPTION 'schema ''%'' does not contain the SQL pack: nothing was removed', schema_name
            USING ERRCODE = 'invalid_schema_name';
    END IF;
    FOR pack_object IN
        SELECT CASE relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END AS kind, oid::regclass AS name
        FROM pg_class
        WHERE relnamespace = namespace AND relkind IN ('v', 'r') AND obj_description(oid, 'pg_class') LIKE mark
        ORDER BY relkind = 'v' DESC
    LOOP
        BEGIN
            EXECUTE format('DROP %s %s', pack_object.kind, pack_object.name);
        EXCEPTION WHEN dependent_objects_still_exist THEN
            GET STACKED DIAGNOSTICS dependents = PG_EXCEPTION_DETAIL;
            RAISE EXCEPTION '% is used by objects that are not part of the pack: %', pack_object.name, dependents
                USING ERRCODE = 'dependent_objects_still_exist', HINT = 'Drop the dependent objects first.';
        END;
    END LOOP;
    FOR pack_object IN
        SELECT oid::regprocedure AS name
        FROM pg_proc
        WHERE pronamespace = namespace AND obj_description(oid, 'pg_proc') LIKE mark
    LOOP
        EXECUTE format('DROP FUNCTION %s', pack_object.name);
    END LOOP;
    IF obj_description(namespace::oid, 'pg_namespace') LIKE mark THEN
        BEGIN
            EXECUTE format('DROP SCHEMA %I', schema_name);
        EXCEPTION WHEN dependent_objects_still_exist THEN
            RAISE NOTICE 'schema % kept: it contains objects that are not part of the pack', schema_name;
        END;
    ELSE
        EXECUTE format('REVOKE USAGE ON SCHEMA %I FROM connwarden_monitor, connwarden_operator', schema_name);
    END IF;
    FOREACH role_name IN ARRAY ARRAY['connwarden_monitor', 'connwarden_operator'] LOOP
        CONTINUE WHEN coalesce(shobj_description(to_regrole(role_name)::oid, 'pg_authid'), '') NOT LIKE mark;
        -- The role is used for another purpose, such as the login of the monitor service.
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = role_name AND rolcanlogin)
           OR EXISTS (SELECT FROM pg_auth_members WHERE member = to_regrole(role_name)) THEN
            RAISE NOTICE 'role % kept: it can log in or is a member of other roles', role_name;
            CONTINUE;
        END IF;
        BEGIN
            EXECUTE format('DROP ROLE %I', role_name);
        EXCEPTION
            WHEN dependent_objects_still_exist THEN
                RAISE NOTICE 'role % kept: other objects still depend on it', role_name;
            WHEN insufficient_privilege THEN
                RAISE NOTICE 'role % kept: role % is not allowed to drop it', role_name, current_user;
        END;
    END LOOP;
    RAISE NOTICE 'SQL pack and its log removed from schema %', schema_name;
END
$remove$;
