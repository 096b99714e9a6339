-- Replaces the faults that an instance reports, and deletes the reports of instances that have stopped.
WITH reported AS (
    INSERT INTO reported_faults (instance, target, name, detail)
    SELECT :instance, f.target, f.name, f.detail
    FROM ROWS FROM (pg_catalog.unnest(:target::pg_catalog.text[]),
                    pg_catalog.unnest(:name::pg_catalog.text[]),
                    pg_catalog.unnest(:detail::pg_catalog.text[])) AS f (target, name, detail)
    ON CONFLICT (instance, target, name) DO UPDATE
    SET detail = excluded.detail, reported_at = excluded.reported_at
)
DELETE FROM reported_faults r
WHERE (r.instance = :instance
       AND NOT EXISTS (
           SELECT
           FROM ROWS FROM (pg_catalog.unnest(:target::pg_catalog.text[]),
                           pg_catalog.unnest(:name::pg_catalog.text[])) AS f (target, name)
           WHERE f.target = r.target AND f.name = r.name))
   OR (r.instance <> :instance
       AND r.reported_at
           < pg_catalog.clock_timestamp() - pg_catalog.make_interval(secs => :gapSeconds::double precision))
