-- Lets this one transaction write in a session that reads only by default.
SET TRANSACTION READ WRITE;
