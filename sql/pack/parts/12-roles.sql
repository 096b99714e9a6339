-- The two roles that people and jobs are let in by, where they do not exist yet.
DO $roles$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['connwarden_monitor', 'connwarden_operator'] LOOP
        CONTINUE WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = role_name);
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
        EXCEPTION WHEN insufficient_privilege THEN
            RAISE EXCEPTION 'role % does not exist and % may not create it', role_name, current_user
                USING ERRCODE = 'insufficient_privilege',
                      HINT = 'Let an administrator run: CREATE ROLE connwarden_monitor; CREATE ROLE connwarden_operator;';
        END;
        EXECUTE format('COMMENT ON ROLE %I IS %L', role_name, 'Connwarden SQL pack: made by its installation');
    END LOOP;
END
$roles$;
