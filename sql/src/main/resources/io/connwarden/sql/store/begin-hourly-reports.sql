-- Records that the reports of the hours before a given one are written; no row if they were written before.
UPDATE hourly_report_progress
SET written_before = date_trunc('hour', :now::timestamptz, 'UTC')
WHERE written_before < date_trunc('hour', :now::timestamptz, 'UTC')
RETURNING written_before
