-- Changes a setting for one role from its next session.
ALTER ROLE :role SET :name = :value;
