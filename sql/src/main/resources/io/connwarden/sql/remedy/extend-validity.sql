-- Lets a role's password be valid for good.
ALTER ROLE :role VALID UNTIL 'infinity';
