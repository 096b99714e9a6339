-- Takes the pack's jobs away from pg_cron, where there is one.
SET LOCAL search_path = pg_catalog, pg_temp;
SET LOCAL standard_conforming_strings = on;

DO $uncron$
DECLARE
    schema_name constant text := current_setting('connwarden.schema');
    removed bigint;
BEGIN
    IF to_regnamespace('cron') IS NULL THEN
        RETURN;
    END IF;
    IF NOT has_schema_privilege('cron', 'USAGE') THEN
        RAISE NOTICE 'role % may not use pg_cron: if there are jobs, whoever scheduled them must take them away', current_user;
        RETURN;
    END IF;
    IF to_regclass('cron.job') IS NULL THEN
        RETURN;
    END IF;
    PERFORM cron.unschedule(jobid)
    FROM cron.job
    WHERE jobname IN ('connection-health-check', 'zombie-cleanup', 'connection-logging')
      AND database = current_database()
      -- Another schema's jobs may bear the same names.
      AND starts_with(command, format('SELECT %I.', schema_name));
    GET DIAGNOSTICS removed = ROW_COUNT;
    RAISE NOTICE '% jobs of schema % taken away from pg_cron', removed, schema_name;
END
$uncron$;
