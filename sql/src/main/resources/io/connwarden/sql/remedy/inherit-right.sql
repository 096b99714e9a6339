-- Lets a right that was granted without being inherited take effect. From 16 on.
GRANT :right TO :role WITH INHERIT TRUE;
