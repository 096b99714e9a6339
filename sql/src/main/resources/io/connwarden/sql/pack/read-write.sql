-- Allows writes in the current transaction of a session that is read-only by default.
SET TRANSACTION READ WRITE;
