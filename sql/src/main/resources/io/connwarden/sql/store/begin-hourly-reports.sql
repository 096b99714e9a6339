-- Records that the reports of the hours before a given one are written; no row if they were written before.
UPDATE hourly_report_progress
SET written_before = pg_catalog.date_trunc('hour', :now::pg_catalog.timestamptz, 'UTC')
WHERE written_before < pg_catalog.date_trunc('hour', :now::pg_catalog.timestamptz, 'UTC')
RETURNING written_before
