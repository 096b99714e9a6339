-- The number of commands of a target that are not done.
SELECT pg_catalog.count(*) FROM commands WHERE target = :target AND state <> 'DONE'
