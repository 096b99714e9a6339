-- Lifts the limit to how many sessions a role may have.
ALTER ROLE :role CONNECTION LIMIT -1;
