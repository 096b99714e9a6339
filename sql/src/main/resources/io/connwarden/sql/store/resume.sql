-- Deletes the pause of a target.
DELETE FROM pauses WHERE target = :target
