-- Tests whether the store responds.
SELECT 1
