-- Sets a variable of the scripts until the end of the transaction.
SELECT pg_catalog.set_config(?, ?, true);
