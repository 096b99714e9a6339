-- Removes the connection limit of a database.
ALTER DATABASE :database CONNECTION LIMIT -1;
