-- Hands a value to the parts of a script, for the length of its transaction.
SELECT set_config(?, ?, true);
