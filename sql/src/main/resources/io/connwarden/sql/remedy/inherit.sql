-- Puts all granted roles into force from the next session. Before version 16.
ALTER ROLE :role INHERIT;
