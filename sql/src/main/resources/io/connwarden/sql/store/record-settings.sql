-- Records the settings of a target. If they differ from the recorded ones, the log gets an entry with the changes.
WITH former AS MATERIALIZED (
    SELECT settings
    FROM target_settings
    WHERE target = :target
), recorded AS (
    INSERT INTO target_settings (target, settings)
    VALUES (:target, :settings::pg_catalog.jsonb)
    ON CONFLICT (target) DO UPDATE
    SET settings = excluded.settings,
        recorded_at = pg_catalog.clock_timestamp()
    WHERE target_settings.settings <> excluded.settings
    RETURNING settings
)
INSERT INTO connection_logs (event_type, target, actor, details)
SELECT 'CONFIGURATION_CHANGED', :target, 'configuration', pg_catalog.jsonb_build_object(
           'hash', pg_catalog.encode(pg_catalog.sha256(
               pg_catalog.convert_to(recorded.settings::pg_catalog.text, 'UTF8')), 'hex'),
           'changes', (SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
                                  'key', key, 'before', before.value, 'after', after.value) ORDER BY key)
                       FROM pg_catalog.jsonb_each_text(former.settings) AS before
                       FULL JOIN pg_catalog.jsonb_each_text(recorded.settings) AS after USING (key)
                       WHERE before.value IS DISTINCT FROM after.value))
FROM recorded, former
