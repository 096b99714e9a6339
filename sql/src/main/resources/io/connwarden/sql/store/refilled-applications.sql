-- The applications of the given targets that have replaced terminated sessions.
SELECT target, application_name, sessions_before, terminated, sessions_after, acted_at, measured_at
FROM refilled_applications
WHERE target = ANY (:targets::pg_catalog.text[])
ORDER BY target, application_name
