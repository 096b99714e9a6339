-- Removes the expiry of a role's password.
ALTER ROLE :role VALID UNTIL 'infinity';
