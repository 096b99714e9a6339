-- Gives a role a right of another role.
GRANT :right TO :role;
