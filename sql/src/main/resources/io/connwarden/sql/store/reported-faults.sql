-- The faults of the given targets that an instance has reported within a given time, each since its first report.
SELECT DISTINCT ON (r.target, r.name) r.target, r.name, r.detail, r.since
FROM reported_faults r
WHERE r.target = ANY (:targets::pg_catalog.text[])
  AND r.reported_at >= pg_catalog.clock_timestamp() - pg_catalog.make_interval(secs => :gapSeconds::double precision)
ORDER BY r.target, r.name, r.since
