-- How many commands of a target are not answered yet.
SELECT count(*) FROM commands WHERE target = :target AND state <> 'DONE'
