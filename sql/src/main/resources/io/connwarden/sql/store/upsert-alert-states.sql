-- Stores the current states of alerts.
INSERT INTO alert_states (target, name, firing_count, clear_count, firing_since, last_firing_at, last_evaluated_at,
                          published_at, published_text)
SELECT *
FROM ROWS FROM (pg_catalog.unnest(:target::pg_catalog.text[]),
                pg_catalog.unnest(:name::pg_catalog.text[]),
                pg_catalog.unnest(:firingCount::int[]),
                pg_catalog.unnest(:clearCount::int[]),
                pg_catalog.unnest(:firingSince::pg_catalog.timestamptz[]),
                pg_catalog.unnest(:lastFiringAt::pg_catalog.timestamptz[]),
                pg_catalog.unnest(:lastEvaluatedAt::pg_catalog.timestamptz[]),
                pg_catalog.unnest(:publishedAt::pg_catalog.timestamptz[]),
                pg_catalog.unnest(:publishedText::pg_catalog.text[]))
ON CONFLICT (target, name) DO UPDATE
SET firing_count      = excluded.firing_count,
    clear_count       = excluded.clear_count,
    firing_since      = excluded.firing_since,
    last_firing_at    = excluded.last_firing_at,
    last_evaluated_at = excluded.last_evaluated_at,
    published_at      = excluded.published_at,
    published_text    = excluded.published_text
