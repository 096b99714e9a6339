-- Removes the connection limit of a role.
ALTER ROLE :role CONNECTION LIMIT -1;
