-- Prepares the days ahead in connection_logs and drops those beyond the retention.
SELECT connection_logs_keep_days(:daysAhead::int, make_interval(secs => :keepSeconds::double precision))
