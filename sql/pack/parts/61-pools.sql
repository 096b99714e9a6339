-- The connection pools. A pool is an application name. Where the names of one user and database are nearly unique, they
-- form one pool together, with the name user '...' in database '...'. Connwarden's services form the same pools.

CREATE OR REPLACE FUNCTION without_numbers(name text) RETURNS text
LANGUAGE sql IMMUTABLE
SET search_path FROM CURRENT
AS $$
    SELECT regexp_replace(
        name, '[A-Za-z0-9]*[0-9][A-Za-z0-9]*|(?<![A-Za-z0-9])[A-Fa-f]{4,}(?![A-Za-z0-9])', '#', 'g')
$$;
COMMENT ON FUNCTION without_numbers(text) IS
    'Connwarden SQL pack: returns a name without its parts that are numbers, such as an address, a process id or a UUID';

CREATE OR REPLACE FUNCTION pool_of_owner(role_name text, database_name text) RETURNS text
LANGUAGE sql IMMUTABLE
SET search_path FROM CURRENT
AS $$
    SELECT format('user ''%s'' in database ''%s''', role_name, database_name)
$$;
COMMENT ON FUNCTION pool_of_owner(text, text) IS
    'Connwarden SQL pack: returns the name of the pool of nearly unique application names';

-- A name is small if it has fewer sessions than a refill needs, which are 3.
CREATE OR REPLACE FUNCTION client_pools()
RETURNS TABLE (pid integer, backend_start timestamptz, application text, owner text, pool text, is_small boolean)
LANGUAGE sql VOLATILE
SET search_path FROM CURRENT
SET jit = off
AS $$
    WITH client AS MATERIALIZED (
        SELECT activity.pid, activity.backend_start, coalesce(activity.application_name, '') AS name,
               pool_of_owner(role.rolname::text, database.datname::text) AS owner
        FROM pg_stat_get_activity(NULL) AS activity
        LEFT JOIN pg_database AS database ON database.oid = activity.datid
        LEFT JOIN pg_roles AS role ON role.oid = activity.usesysid
        WHERE activity.backend_type = 'client backend'
    ),
    small_name AS (
        SELECT client.owner, client.name,
               count(*) OVER (PARTITION BY client.owner, without_numbers(client.name)) > 10 AS alike
        FROM client
        GROUP BY client.owner, client.name
        HAVING count(*) < 3
    ),
    counted AS (
        SELECT *, count(*) OVER (PARTITION BY small_name.owner, alike) AS names FROM small_name
    )
    SELECT client.pid, client.backend_start, client.name, client.owner,
           CASE WHEN counted.alike OR counted.names > 20 THEN client.owner ELSE client.name END,
           counted.name IS NOT NULL
    FROM client
    LEFT JOIN counted ON (counted.owner, counted.name) = (client.owner, client.name)
$$;
COMMENT ON FUNCTION client_pools() IS 'Connwarden SQL pack: returns the client sessions with their connection pools';
