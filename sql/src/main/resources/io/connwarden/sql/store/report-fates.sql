-- The sessions that dry runs selected since a given time, by rule, signal, application and user, with their fates.
-- A session that an approved plan selected and an action signalled was ended by the approval.
-- An unchanged session that was not observed to the end of its observation has an unknown fate.
WITH session AS (
    SELECT d.rule, d.kind, d.application_name, d.user_name,
           CASE
               WHEN d.fate = 'UNCHANGED'
                   AND d.last_seen_at + pg_catalog.make_interval(secs => :gapSeconds::double precision)
                       < pg_catalog.clock_timestamp()
                   AND d.last_seen_at + pg_catalog.make_interval(secs => :gapSeconds::double precision)
                       < d.first_decided_at + pg_catalog.make_interval(secs => :observedSeconds::double precision)
               THEN 'UNKNOWN'
               WHEN d.fate = 'RECLAIMED' AND EXISTS (
                   SELECT
                   FROM plans p
                   JOIN plan_sessions s ON s.plan_id = p.id
                   WHERE p.status = 'APPROVED' AND p.target = d.target
                     AND s.pid = d.pid AND s.backend_start = d.backend_start AND s.kind = d.kind)
               THEN 'APPROVED'
               ELSE d.fate
           END AS fate,
           d.state_age_seconds
               + extract(epoch FROM coalesce(d.fate_at, d.last_seen_at) - d.first_decided_at)::double precision
               AS unused_seconds,
           extract(epoch FROM d.fate_at - d.first_decided_at)::double precision AS seconds_until
    FROM dry_run_sessions d
    WHERE d.last_decided_at >= :since::pg_catalog.timestamptz
      AND (:target::pg_catalog.text IS NULL OR d.target = :target)
)
SELECT rule, kind, application_name, user_name,
       pg_catalog.count(*) AS sessions,
       pg_catalog.count(*) FILTER (WHERE fate = 'ACTIVE_AGAIN') AS active_again,
       pg_catalog.count(*) FILTER (WHERE fate = 'ENDED') AS ended,
       pg_catalog.count(*) FILTER (WHERE fate = 'UNCHANGED') AS unchanged,
       pg_catalog.count(*) FILTER (WHERE fate = 'UNKNOWN') AS unknown,
       pg_catalog.count(*) FILTER (WHERE fate = 'RECLAIMED') AS reclaimed,
       pg_catalog.count(*) FILTER (WHERE fate = 'APPROVED') AS approved,
       pg_catalog.max(unused_seconds) AS longest_seconds,
       pg_catalog.percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds_until)
           FILTER (WHERE fate = CASE kind WHEN 'CANCEL' THEN 'ENDED' ELSE 'ACTIVE_AGAIN' END) AS median_seconds,
       pg_catalog.min(seconds_until)
           FILTER (WHERE fate = CASE kind WHEN 'CANCEL' THEN 'ENDED' ELSE 'ACTIVE_AGAIN' END) AS shortest_seconds
FROM session
GROUP BY rule, kind, application_name, user_name
ORDER BY rule, kind DESC, active_again DESC, sessions DESC, application_name, user_name
