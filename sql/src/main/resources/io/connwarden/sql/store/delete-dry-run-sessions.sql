-- Deletes up to a number of sessions of dry runs that were last selected before a given time.
DELETE FROM dry_run_sessions
WHERE (target, pid, backend_start, rule, kind)
      IN (SELECT target, pid, backend_start, rule, kind
          FROM dry_run_sessions
          WHERE last_decided_at < :cutoff::pg_catalog.timestamptz
          ORDER BY last_decided_at
          LIMIT :maxRows
          FOR UPDATE SKIP LOCKED)
