-- Grants a role to another role.
GRANT :privilege TO :role;
