-- Puts a granted role into force that was granted without inheritance. Since version 16.
GRANT :privilege TO :role WITH INHERIT TRUE;
