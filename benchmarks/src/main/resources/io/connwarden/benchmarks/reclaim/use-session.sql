-- Uses a session, which is idle from the end of this statement on.
SELECT 1 AS used
