-- Sets a variable of the scripts until the end of the transaction.
SELECT set_config(?, ?, true);
