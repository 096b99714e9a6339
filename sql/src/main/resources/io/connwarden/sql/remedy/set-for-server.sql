-- Changes a setting of the whole server.
ALTER SYSTEM SET :name = :value;
