-- Deletes a pause with labels or a window.
DELETE FROM restricted_pauses WHERE id = :id::pg_catalog.uuid AND target = :target
