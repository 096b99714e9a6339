-- The results with an id, or of commands with an id: that of the result first, then that of the preferred source.
SELECT result_event_id, result
FROM commands
WHERE (id = :id OR result_event_id = :id)
  AND state = 'DONE'
  AND result IS NOT NULL
  AND result_event_id IS NOT NULL
ORDER BY result_event_id = :id DESC, source = :source DESC, finished_at DESC
LIMIT 100
