-- Answers when the store does.
SELECT 1
