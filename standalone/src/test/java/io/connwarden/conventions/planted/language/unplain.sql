-- Called by whoever needs it.
SELECT 1 AS one;
DO $$ BEGIN RAISE NOTICE 'no one was signalled'; END $$;
