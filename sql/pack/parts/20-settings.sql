-- The table settings with all thresholds, limits and protection patterns.
DO $version$
BEGIN
    EXECUTE format('CREATE OR REPLACE FUNCTION pack_version() RETURNS text LANGUAGE sql IMMUTABLE AS %L',
                   format('SELECT %L', current_setting('connwarden.pack_version')));
END
$version$;
COMMENT ON FUNCTION pack_version() IS 'Connwarden SQL pack: returns the installed version';

-- The only definition of setting names, ranges and defaults.
CREATE OR REPLACE FUNCTION setting_rules()
RETURNS TABLE (name text, kind text, min_value numeric, max_value numeric, default_value jsonb, description text)
LANGUAGE sql IMMUTABLE
SET search_path FROM CURRENT
AS $$
    VALUES
        ('zombie_minutes',             'number',    0.001, 525600, '15'::jsonb, 'sessions idle for longer are zombies'),
        ('long_idle_minutes',          'number',    0.001, 525600, '5',  'sessions idle for longer are long idle'),
        ('long_running_seconds',       'number',    0.001, 31536000, '30', 'queries running for longer are long running'),
        ('stuck_transaction_minutes',  'number',    0.001, 525600, '5',  'transactions open for longer and waiting for the client are stuck'),
        ('prepared_transaction_minutes', 'number',  0.001, 525600, '5',  'prepared transactions older than this are reported as orphaned'),
        ('critical_slot_utilization',  'number',    0.001, 100,    '90', 'status CRITICAL above this slot utilization, or this share of a CONNECTION LIMIT, in percent'),
        ('warning_slot_utilization',   'number',    0.001, 100,    '80', 'status WARNING above this slot utilization, or this share of a CONNECTION LIMIT, in percent'),
        ('warning_zombies',            'whole',     0, 1000000,    '20', 'status WARNING above this number of zombies'),
        ('cleanup_zombies',            'whole',     0, 1000000,    '10', 'status CLEANUP_NEEDED above this number of zombies'),
        ('min_visibility',             'number',    0, 100,        '95', 'status UNKNOWN, and no session is signalled, below this share of visible sessions, in percent'),
        ('survivors_per_application',  'whole',     0, 1000,       '2',  'number of most recently used idle sessions that are spared for every application'),
        ('emergency_idle_minutes',     'number',    0.001, 525600, '5',  'the emergency reset terminates sessions idle for at least this time'),
        ('emergency_max_terminations', 'whole',     1, 1000,       '20', 'maximum number of sessions that one emergency reset terminates'),
        ('emergency_active_seconds',   'number',    0.001, 31536000, '30', 'the emergency reset cancels queries running for at least this time'),
        ('emergency_max_cancels',      'whole',     1, 1000,       '10', 'maximum number of queries that one emergency reset cancels'),
        ('emergency_max_stuck_transactions', 'whole', 0, 1000,      '5',  'maximum number of stuck transactions that one emergency reset terminates'),
        ('stuck_idle_minutes',         'number',    0.001, 525600, '1',  'a stuck transaction is terminated if its client has sent no message for at least this time'),
        ('limit_idle_minutes',         'number',    0.001, 525600, '15', 'within a CONNECTION LIMIT, sessions idle for at least this time are terminated'),
        ('limit_max_terminations',     'whole',     0, 1000,       '5',  'maximum number of sessions terminated for one CONNECTION LIMIT that is not critical; 0 disables reclaim_connection_limits'),
        ('next_step_idle_minutes',     'number',    0.001, 525600, '1',  'within a critical CONNECTION LIMIT, sessions idle for at least this time are terminated if no other can be'),
        ('relief_slot_utilization',    'number',    0.001, 100,    '75', 'within a critical CONNECTION LIMIT, sessions are terminated until this share of it is used, in percent'),
        ('spare_refilled_pools',       'whole',     0, 1,          '1',  'with 0, idle sessions of pools that replace their terminated sessions are terminated again'),
        ('reclaim_maintenance',        'whole',     0, 1,          '0',  'with 1 the emergency reset also cancels commands with a progress view, such as CREATE INDEX, VACUUM or COPY'),
        ('wait_seconds',               'number',    0, 60,         '2',  'maximum wait for signalled sessions before they are reported as UNRESPONSIVE'),
        ('log_retention_days',         'number',    0.001, 36500,  '30', 'the hourly report deletes rows of connection_logs older than this'),
        ('known_listeners',            'names',     NULL, NULL,
         '["PostgREST*", "GoodJob*", "ActionCable-PID-*", "Debezium*", "graphile?worker*", "Oban*", "realtime_listen*"]',
         'application names of programs that LISTEN, as patterns with * and ?; their sessions are protected'),
        ('protected_users',            'names',     NULL, NULL,    '[]', 'protected roles, as patterns with * and ?'),
        ('protected_applications',     'names',     NULL, NULL,    '[]', 'protected application names, as patterns with * and ?'),
        ('protected_databases',        'names',     NULL, NULL,    '[]', 'protected databases, as patterns with * and ?'),
        ('protected_client_addresses', 'addresses', NULL, NULL,    '[]', 'protected client addresses: an address, a network such as 10.0.0.0/8, or local for Unix sockets')
$$;
COMMENT ON FUNCTION setting_rules() IS 'Connwarden SQL pack: returns name, type, range and default of every setting';

CREATE TABLE IF NOT EXISTS settings (
    name        text  PRIMARY KEY,
    value       jsonb NOT NULL,
    description text  NOT NULL
);
COMMENT ON TABLE settings IS
    'Connwarden SQL pack: thresholds, limits and protection patterns. Example: UPDATE settings SET value = ''20'' WHERE name = ''zombie_minutes'';';

CREATE OR REPLACE FUNCTION check_setting() RETURNS trigger
LANGUAGE plpgsql
SET search_path FROM CURRENT
SET standard_conforming_strings = on
AS $$
DECLARE
    rule record;
    entry text;
    other numeric;
BEGIN
    SELECT * INTO rule FROM setting_rules() WHERE setting_rules.name = NEW.name;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'unknown setting ''%''', NEW.name
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Known settings: ' || (SELECT string_agg(setting_rules.name, ', ') FROM setting_rules());
    END IF;
    NEW.description := rule.description;
    IF rule.kind IN ('number', 'whole') THEN
        IF jsonb_typeof(NEW.value) <> 'number' OR (NEW.value #>> '{}')::numeric NOT BETWEEN rule.min_value AND rule.max_value
           OR (rule.kind = 'whole' AND (NEW.value #>> '{}')::numeric <> trunc((NEW.value #>> '{}')::numeric)) THEN
            RAISE EXCEPTION 'setting % must be a %number from % to %, was %', NEW.name,
                CASE rule.kind WHEN 'whole' THEN 'whole ' ELSE '' END, rule.min_value, rule.max_value, NEW.value
                USING ERRCODE = 'invalid_parameter_value';
        END IF;
        RETURN NEW;
    END IF;
    IF jsonb_typeof(NEW.value) <> 'array'
       OR EXISTS (SELECT FROM jsonb_array_elements(NEW.value) AS element WHERE jsonb_typeof(element) <> 'string') THEN
        RAISE EXCEPTION 'setting % must be a JSON array of strings, was %', NEW.name, NEW.value
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    FOR entry IN SELECT jsonb_array_elements_text(NEW.value) LOOP
        IF rule.kind = 'names' AND replace(entry, '\\', '') LIKE '%\\' THEN
            RAISE EXCEPTION 'setting %: pattern ''%'' ends with an incomplete escape sequence', NEW.name, entry
                USING ERRCODE = 'invalid_parameter_value';
        END IF;
        IF rule.kind = 'addresses' AND entry <> 'local' THEN
            BEGIN
                PERFORM entry::inet;
            EXCEPTION WHEN invalid_text_representation THEN
                RAISE EXCEPTION 'setting %: ''%'' is not an address, a network such as 10.0.0.0/8, or the word local',
                    NEW.name, entry USING ERRCODE = 'invalid_parameter_value';
            END;
        END IF;
    END LOOP;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION check_setting() IS 'Connwarden SQL pack: rejects unknown settings and values out of range';
DROP TRIGGER IF EXISTS check_setting ON settings;
CREATE TRIGGER check_setting BEFORE INSERT OR UPDATE ON settings FOR EACH ROW EXECUTE FUNCTION check_setting();

CREATE OR REPLACE FUNCTION setting_number(setting text) RETURNS numeric
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $$
    -- If a row is deleted, its default applies.
    SELECT (coalesce((SELECT value FROM settings WHERE name = setting),
                     (SELECT default_value FROM setting_rules() WHERE name = setting)) #>> '{}')::numeric
$$;
COMMENT ON FUNCTION setting_number(text) IS 'Connwarden SQL pack: returns the value of a numeric setting';

CREATE OR REPLACE FUNCTION setting_list(setting text) RETURNS SETOF text
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $$
    SELECT jsonb_array_elements_text(value) FROM settings WHERE name = setting
$$;
COMMENT ON FUNCTION setting_list(text) IS 'Connwarden SQL pack: returns the entries of a list setting';

-- The threshold of a less severe status must not exceed the threshold of the more severe one.
CREATE OR REPLACE FUNCTION check_setting_order() RETURNS trigger
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $$
DECLARE
    pair record;
BEGIN
    FOR pair IN
        SELECT *
        FROM (VALUES ('warning_slot_utilization', 'critical_slot_utilization'),
                     ('cleanup_zombies', 'warning_zombies')) AS ordered (lower_setting, upper_setting)
    LOOP
        IF setting_number(pair.lower_setting) > setting_number(pair.upper_setting) THEN
            RAISE EXCEPTION 'setting % must be at most % (%), was %', pair.lower_setting, pair.upper_setting,
                setting_number(pair.upper_setting), setting_number(pair.lower_setting)
                USING ERRCODE = 'invalid_parameter_value', HINT = 'Change both settings in one statement.';
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION check_setting_order() IS 'Connwarden SQL pack: rejects contradictory thresholds';
DROP TRIGGER IF EXISTS check_setting_order ON settings;
CREATE TRIGGER check_setting_order AFTER INSERT OR UPDATE OR DELETE ON settings FOR EACH STATEMENT EXECUTE FUNCTION check_setting_order();

-- New settings get their default. Existing values are kept, and their descriptions are refreshed by the trigger.
INSERT INTO settings (name, value)
SELECT name, default_value FROM setting_rules()
ON CONFLICT (name) DO UPDATE SET value = settings.value;
