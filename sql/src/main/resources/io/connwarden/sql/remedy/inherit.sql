-- Lets every right that was granted take effect, from the next session on. Before 16.
ALTER ROLE :role INHERIT;
