-- Schedules the three jobs with pg_cron. Jobs of the same names are replaced, with a notice if their command differs.
SET LOCAL search_path = pg_catalog, pg_temp;
SET LOCAL standard_conforming_strings = on;

DO $cron$
DECLARE
    schema_name constant text := current_setting('connwarden.schema');
    job record;
    earlier record;
BEGIN
    IF to_regprocedure(format('%I.pack_version()', schema_name)) IS NULL THEN
        RAISE EXCEPTION 'schema ''%'' does not contain the SQL pack: run install.sql first', schema_name
            USING ERRCODE = 'invalid_schema_name';
    END IF;
    IF to_regnamespace('cron') IS NOT NULL AND NOT has_schema_privilege('cron', 'USAGE') THEN
        RAISE EXCEPTION 'role % is not allowed to use pg_cron', current_user
            USING ERRCODE = 'insufficient_privilege', HINT = format('GRANT USAGE ON SCHEMA cron TO %I;', current_user);
    END IF;
    IF to_regprocedure('cron.schedule(text, text, text)') IS NULL THEN
        RAISE EXCEPTION 'pg_cron is not installed in database %', current_database()
            USING ERRCODE = 'undefined_object',
                  HINT = 'Add pg_cron (1.3 or newer) to shared_preload_libraries, restart the server, and run CREATE EXTENSION pg_cron in the database of the pack.';
    END IF;
    FOR job IN
        SELECT *
        FROM (VALUES ('connection-health-check', current_setting('connwarden.check_schedule'),
                      format('SELECT %I.monitor_connections();', schema_name)),
                     ('zombie-cleanup', current_setting('connwarden.cleanup_schedule'),
                      format('SELECT %I.terminate_idle_connections(15, 10);', schema_name)),
                     ('connection-logging', current_setting('connwarden.report_schedule'),
                      format('SELECT %I.log_hourly_report();', schema_name))) AS wanted (name, schedule, command)
    LOOP
        FOR earlier IN SELECT * FROM cron.job WHERE jobname = job.name AND username = current_user LOOP
            PERFORM cron.unschedule(earlier.jobid);
            IF earlier.command <> job.command THEN
                RAISE NOTICE 'job % replaced; its previous command and schedule: % at %', job.name, earlier.command, earlier.schedule;
            END IF;
        END LOOP;
        PERFORM cron.schedule(job.name, job.schedule, job.command);
    END LOOP;
    RAISE NOTICE 'pg_cron runs the jobs connection-health-check, zombie-cleanup and connection-logging for schema % as role %',
        schema_name, current_user;
END
$cron$;
