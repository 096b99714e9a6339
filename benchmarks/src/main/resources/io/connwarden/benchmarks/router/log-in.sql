-- A short read that a user waits for.
SELECT 1
