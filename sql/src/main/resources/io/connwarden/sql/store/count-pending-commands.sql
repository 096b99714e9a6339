-- The number of commands of a target that wait or are executed. PAUSE, RESUME, STATUS and REJECT are executed at acceptance.
SELECT pg_catalog.count(*) FROM commands
WHERE target = :target AND state <> 'DONE' AND action NOT IN ('PAUSE', 'RESUME', 'STATUS', 'REJECT')
