-- The settings: every threshold, limit and protecting pattern, in one table that all functions read.
DO $version$
BEGIN
    EXECUTE format('CREATE OR REPLACE FUNCTION pack_version() RETURNS text LANGUAGE sql IMMUTABLE AS %L',
                   format('SELECT %L', current_setting('connwarden.pack_version')));
END
$version$;
COMMENT ON FUNCTION pack_version() IS 'Connwarden SQL pack: the version installed';

-- The one place where names, ranges and defaults stand.
CREATE OR REPLACE FUNCTION setting_rules()
RETURNS TABLE (name text, kind text, lowest numeric, highest numeric, standard jsonb, meaning text)
LANGUAGE sql IMMUTABLE
SET search_path FROM CURRENT
AS $$
    VALUES
        ('zombie_minutes',             'number',    0.001, 525600, '15'::jsonb, 'idle for longer than this: a zombie'),
        ('long_idle_minutes',          'number',    0.001, 525600, '5',  'idle for longer than this: long idle'),
        ('long_running_seconds',       'number',    0.001, 31536000, '30', 'a query older than this: long running'),
        ('stuck_transaction_minutes',  'number',    0.001, 525600, '5',  'idle in a transaction older than this: stuck'),
        ('critical_slot_utilization',  'number',    0.001, 100,    '90', 'CRITICAL above this share of the usable slots, in percent'),
        ('warning_slot_utilization',   'number',    0.001, 100,    '80', 'WARNING above this share of the usable slots, in percent'),
        ('warning_zombies',            'whole',     0, 1000000,    '20', 'WARNING above this many zombies'),
        ('cleanup_zombies',            'whole',     0, 1000000,    '10', 'CLEANUP_NEEDED above this many zombies'),
        ('minimum_visibility',         'number',    0, 100,        '95', 'UNKNOWN, and nothing is done, when less than this share of the sessions can be seen, in percent'),
        ('survivors_per_application',  'whole',     0, 1000,       '2',  'so many of its freshest idle sessions every application keeps'),
        ('emergency_idle_minutes',     'number',    0.001, 525600, '5',  'an emergency ends sessions idle for at least this long'),
        ('emergency_max_terminations', 'whole',     1, 1000,       '20', 'an emergency ends at most this many'),
        ('emergency_running_seconds',  'number',    0.001, 31536000, '30', 'an emergency cancels queries running for at least this long'),
        ('emergency_max_cancels',      'whole',     1, 1000,       '10', 'an emergency cancels at most this many'),
        ('wait_seconds',               'number',    0, 60,         '2',  'how long to wait for signalled sessions before they count as unresponsive'),
        ('log_retention_days',         'number',    0.001, 36500,  '30', 'rows of connection_logs older than this are removed by the hourly report'),
        ('protected_users',            'names',     NULL, NULL,    '[]', 'roles never touched: patterns with * and ?'),
        ('protected_applications',     'names',     NULL, NULL,    '[]', 'application names never touched: patterns with * and ?'),
        ('protected_databases',        'names',     NULL, NULL,    '[]', 'databases never touched: patterns with * and ?'),
        ('protected_client_addresses', 'addresses', NULL, NULL,    '[]', 'addresses, networks such as 10.0.0.0/8, or local for unix sockets, never touched')
$$;
COMMENT ON FUNCTION setting_rules() IS 'Connwarden SQL pack: what each setting may be, and its default';

CREATE TABLE IF NOT EXISTS settings (
    name    text  PRIMARY KEY,
    value   jsonb NOT NULL,
    meaning text  NOT NULL
);
COMMENT ON TABLE settings IS
    'Connwarden SQL pack: thresholds, limits and protected sessions. UPDATE settings SET value = ''20'' WHERE name = ''zombie_minutes'';';

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
        RAISE EXCEPTION 'setting ''%'' is not known', NEW.name
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Known are: ' || (SELECT string_agg(setting_rules.name, ', ') FROM setting_rules());
    END IF;
    NEW.meaning := rule.meaning;
    IF rule.kind IN ('number', 'whole') THEN
        IF jsonb_typeof(NEW.value) <> 'number' OR (NEW.value #>> '{}')::numeric NOT BETWEEN rule.lowest AND rule.highest
           OR (rule.kind = 'whole' AND (NEW.value #>> '{}')::numeric <> trunc((NEW.value #>> '{}')::numeric)) THEN
            RAISE EXCEPTION 'setting % must be a %number from % to %, was %', NEW.name,
                CASE rule.kind WHEN 'whole' THEN 'whole ' ELSE '' END, rule.lowest, rule.highest, NEW.value
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
            RAISE EXCEPTION 'setting %: pattern ''%'' ends in a backslash that escapes nothing', NEW.name, entry
                USING ERRCODE = 'invalid_parameter_value';
        END IF;
        IF rule.kind = 'addresses' AND entry <> 'local' THEN
            BEGIN
                PERFORM entry::inet;
            EXCEPTION WHEN invalid_text_representation THEN
                RAISE EXCEPTION 'setting %: ''%'' is neither an address, nor a network such as 10.0.0.0/8, nor local',
                    NEW.name, entry USING ERRCODE = 'invalid_parameter_value';
            END;
        END IF;
    END LOOP;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION check_setting() IS 'Connwarden SQL pack: refuses settings that are unknown or out of range';
DROP TRIGGER IF EXISTS check_setting ON settings;
CREATE TRIGGER check_setting BEFORE INSERT OR UPDATE ON settings FOR EACH ROW EXECUTE FUNCTION check_setting();

CREATE OR REPLACE FUNCTION setting_number(wanted text) RETURNS numeric
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $$
    -- A row that somebody deleted means the default.
    SELECT (coalesce((SELECT value FROM settings WHERE name = wanted),
                     (SELECT standard FROM setting_rules() WHERE name = wanted)) #>> '{}')::numeric
$$;
COMMENT ON FUNCTION setting_number(text) IS 'Connwarden SQL pack: a setting that is a number';

CREATE OR REPLACE FUNCTION setting_list(wanted text) RETURNS SETOF text
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $$
    SELECT jsonb_array_elements_text(value) FROM settings WHERE name = wanted
$$;
COMMENT ON FUNCTION setting_list(text) IS 'Connwarden SQL pack: a setting that is a list';

-- What must not cross: a milder status begins no later than a graver one.
CREATE OR REPLACE FUNCTION check_order() RETURNS trigger
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $$
DECLARE
    pair record;
BEGIN
    FOR pair IN
        SELECT *
        FROM (VALUES ('warning_slot_utilization', 'critical_slot_utilization'),
                     ('cleanup_zombies', 'warning_zombies')) AS ordered (milder, graver)
    LOOP
        IF setting_number(pair.milder) > setting_number(pair.graver) THEN
            RAISE EXCEPTION 'setting % must be at most % (%), was %', pair.milder, pair.graver,
                setting_number(pair.graver), setting_number(pair.milder)
                USING ERRCODE = 'invalid_parameter_value', HINT = 'Change both in one statement.';
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION check_order() IS 'Connwarden SQL pack: refuses thresholds that cross';
DROP TRIGGER IF EXISTS check_order ON settings;
CREATE TRIGGER check_order AFTER INSERT OR UPDATE OR DELETE ON settings FOR EACH STATEMENT EXECUTE FUNCTION check_order();

-- New settings get their default; what somebody set stays.
INSERT INTO settings (name, value)
SELECT name, standard FROM setting_rules()
ON CONFLICT (name) DO UPDATE SET value = settings.value;
