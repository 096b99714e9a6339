-- Creates the partitions of the days ahead in connection_logs and drops partitions past the retention.
SELECT connection_logs_roll_partitions(
    :daysAhead::int, pg_catalog.make_interval(secs => :retentionSeconds::double precision))
