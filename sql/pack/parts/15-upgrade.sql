-- Sets the path, and clears away what an older version left in another shape. Tables, and what is in them, stay.
DO $upgrade$
DECLARE
    this_version constant text := '0.1.0';
    installed_version text;
    stale record;
BEGIN
    -- Everything below is made in this schema, and every function remembers this path: no other schema can slip in.
    PERFORM set_config('search_path', format('%I, pg_temp', current_setting('connwarden.schema')), true);
    IF current_schema() IS DISTINCT FROM current_setting('connwarden.schema') THEN
        RAISE EXCEPTION 'role % cannot make anything in schema %', current_user, current_setting('connwarden.schema')
            USING ERRCODE = 'invalid_schema_name',
                  HINT = format('GRANT USAGE ON SCHEMA %I TO %I;', current_setting('connwarden.schema'), current_user);
    END IF;
    PERFORM set_config('connwarden.pack_version', this_version, true);
    PERFORM set_config('connwarden.new_objects', 'yes', true);
    PERFORM set_config('connwarden.upgraded_from', '', true);
    IF to_regprocedure('pack_version()') IS NULL THEN
        RETURN;
    END IF;
    -- Whoever made it is trusted: part 10 has looked.
    EXECUTE 'SELECT pack_version()' INTO installed_version;
    IF string_to_array(installed_version, '.')::integer[] > string_to_array(this_version, '.')::integer[] THEN
        RAISE EXCEPTION 'the schema holds version % of the SQL pack, newer than this one (%)',
            installed_version, this_version
            USING HINT = 'Use the newer files, or uninstall first.';
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
