-- Removes the jobs of the pack from pg_cron. Does nothing if pg_cron is not installed.
SET LOCAL search_path = pg_catalog, pg_temp;
SET LOCAL standard_conforming_strings = on;

DO $remove_cron$
DECLARE
    schema_name constant text := current_setting('connwarden.schema');
    removed bigint;
BEGIN
    IF to_regnamespace('cron') IS NULL THEN
        RETURN;
    END IF;
    IF NOT has_schema_privilege('cron', 'USAGE') THEN
        RAISE NOTICE 'role % is not allowed to use pg_cron: jobs of the pack, if any, must be removed by the role that scheduled them', current_user;
        RETURN;
    END IF;
    IF to_regclass('cron.job') IS NULL THEN
        RETURN;
    END IF;
    PERFORM cron.unschedule(jobid)
    FROM cron.job
    WHERE jobname IN ('connection-health-check', 'zombie-cleanup', 'connection-logging')
      AND database = current_database()
      -- A pack in another schema may have jobs of the same names.
      AND starts_with(command, format('SELECT %I.', schema_name));
    GET DIAGNOSTICS removed = ROW_COUNT;
    RAISE NOTICE '% jobs of schema % removed from pg_cron', removed, schema_name;
END
$remove_cron$;
