-- Creates the two group roles connwarden_monitor and connwarden_operator if they do not exist.
DO $roles$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['connwarden_monitor', 'connwarden_operator'] LOOP
        CONTINUE WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = role_name);
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
        EXCEPTION WHEN insufficient_privilege THEN
            RAISE EXCEPTION 'role % does not exist and role % is not allowed to create it', role_name, current_user
                USING ERRCODE = 'insufficient_privilege',
                      HINT = 'Ask an administrator to run: CREATE ROLE connwarden_monitor; CREATE ROLE connwarden_operator;';
        END;
        EXECUTE format('COMMENT ON ROLE %I IS %L', role_name, 'Connwarden SQL pack: created by its installation');
    END LOOP;
END
$roles$;
