-- Changes a setting for one role, from its next session on.
ALTER ROLE :role SET :name = :value;
