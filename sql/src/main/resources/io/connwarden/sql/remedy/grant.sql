-- Grants a role to another role.
GRANT :right TO :role;
