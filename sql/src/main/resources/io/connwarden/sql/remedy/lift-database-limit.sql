-- Lifts the limit to how many sessions a database may have.
ALTER DATABASE :database CONNECTION LIMIT -1;
