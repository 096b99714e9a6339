-- Sets the search_path and drops the views and functions of an older version. Tables and their rows are kept.
DO $upgrade$
DECLARE
    this_version constant text := '0.1.0';
    installed_version text;
    stale record;
BEGIN
    -- All further objects are created in this schema, and every function is created with this search_path.
    PERFORM set_config('search_path', format('%I, pg_temp', current_setting('connwarden.schema')), true);
    IF current_schema() IS DISTINCT FROM current_setting('connwarden.schema') THEN
        RAISE EXCEPTION 'role % is not allowed to use schema %', current_user, current_setting('connwarden.schema')
            USING ERRCODE = 'invalid_schema_name',
                  HINT = format('GRANT USAGE ON SCHEMA %I TO %I;', current_setting('connwarden.schema'), current_user);
    END IF;
    PERFORM set_config('connwarden.pack_version', this_version, true);
    PERFORM set_config('connwarden.new_objects', 'yes', true);
    PERFORM set_config('connwarden.upgraded_from', '', true);
    IF to_regprocedure('pack_version()') IS NULL THEN
        RETURN;
    END IF;
    -- The owner of the function is trusted: 10-schema.sql has checked it.
    EXECUTE 'SELECT pack_version()' INTO installed_version;
    IF string_to_array(installed_version, '.')::integer[] > string_to_array(this_version, '.')::integer[] THEN
        RAISE EXCEPTION 'the schema contains version % of the SQL pack, which is newer than this version (%)',
            installed_version, this_version
            USING HINT = 'Install from the newer files, or uninstall the pack first.';
    END IF;
    IF installed_version = this_version THEN
        PERFORM set_config('connwarden.new_objects', 'no', true);
        RETURN;
    END IF;
    PERFORM set_config('connwarden.upgraded_from', installed_version, true);
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
