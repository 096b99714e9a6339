package io.connwarden.testing;

import io.connwarden.embedded.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A database with planted objects in front of those of the server. Its {@code search_path} begins with a schema that
 * contains functions, operators, views and types for the common names of {@code pg_catalog}. Each object writes one
 * line to the server log when it is used, also in a read-only or failed transaction. Not thread-safe.
 */
public final class HostileDatabase {
    /** The name of the database. */
    public static final String NAME = "hostile";

    private static final String LINE = "hostile object used: ";

    /** Functions with pseudo-types in their signature cannot be written in PL/pgSQL and are not planted. */
    private static final String PLANT = """
            CREATE SCHEMA evil;
            GRANT USAGE ON SCHEMA evil TO PUBLIC;
            CREATE FUNCTION evil.used(name pg_catalog.text) RETURNS pg_catalog.bool LANGUAGE plpgsql AS $used$
            BEGIN RAISE LOG 'hostile object used: %', name; RETURN true; END $used$;
            DO $plant$
            DECLARE
                body constant text := 'BEGIN RAISE LOG ''hostile object used: %%'', %L; RETURN NULL; END';
                planted record;
            BEGIN
                FOR planted IN
                    SELECT proname, oid, prorettype,
                           pg_get_function_identity_arguments(oid) AS arguments, pg_get_function_result(oid) AS result
                    FROM pg_proc
                    WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind = 'f' AND NOT proretset
                      AND provariadic = 0
                      AND proname IN ('set_config', 'current_setting', 'clock_timestamp', 'now', 'make_interval',
                          'pg_backend_pid', 'pg_is_in_recovery', 'pg_terminate_backend', 'pg_cancel_backend', 'host',
                          'pg_blocking_pids', 'pg_has_role', 'inet_server_port', 'current_database', 'date_part',
                          'extract', 'to_regprocedure', 'to_regnamespace', 'to_regclass', 'quote_ident',
                          'quote_literal', 'hashtext', 'pg_get_userbyid', 'octet_length', 'pg_advisory_xact_lock',
                          'obj_description', 'has_schema_privilege', 'string_to_array', 'jsonb_typeof', 'trunc',
                          'replace', 'round', 'starts_with', 'current_schema', 'pg_stat_clear_snapshot', 'pg_sleep')
                      AND NOT EXISTS (
                          SELECT FROM unnest(proargtypes || prorettype) AS type_oid
                          JOIN pg_type ON pg_type.oid = type_oid
                          WHERE typtype = 'p' AND typname <> 'void')
                LOOP
                    EXECUTE format('CREATE FUNCTION evil.%I(%s) RETURNS %s LANGUAGE plpgsql AS %L',
                        planted.proname, planted.arguments, planted.result,
                        CASE WHEN planted.result = 'void'
                             THEN replace(format(body, planted.proname), 'RETURN NULL', 'RETURN')
                             ELSE format(body, planted.proname) END);
                END LOOP;
                FOR planted IN
                    SELECT pg_operator.oid, oprname, format_type(oprleft, NULL) AS left_type,
                           format_type(oprright, NULL) AS right_type, format_type(oprresult, NULL) AS result
                    FROM pg_operator
                    JOIN pg_type AS l ON l.oid = oprleft
                    JOIN pg_type AS r ON r.oid = oprright
                    JOIN pg_type AS x ON x.oid = oprresult
                    WHERE oprnamespace = 'pg_catalog'::regnamespace
                      AND oprname IN ('=', '<>', '<', '>', '<=', '>=', '~', '~*', '!~', '||', '-', '+', '*', '/', '~~')
                      AND l.typtype <> 'p' AND r.typtype <> 'p' AND x.typtype <> 'p'
                      AND l.typname !~ '^pg_|^internal' AND r.typname !~ '^pg_|^internal'
                LOOP
                    EXECUTE format('CREATE FUNCTION evil.%I(%s, %s) RETURNS %s LANGUAGE plpgsql AS %L',
                        'operator_' || planted.oid, planted.left_type, planted.right_type, planted.result,
                        format(body, planted.oprname || ' of ' || planted.left_type));
                    EXECUTE format('CREATE OPERATOR evil.%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = evil.%I)',
                        planted.oprname, planted.left_type, planted.right_type, 'operator_' || planted.oid);
                END LOOP;
                FOR planted IN
                    SELECT name FROM unnest(ARRAY['pg_roles', 'pg_database', 'pg_settings', 'pg_locks', 'pg_namespace',
                        'pg_proc', 'pg_class', 'pg_operator', 'pg_type', 'pg_trigger', 'pg_depend', 'pg_auth_members',
                        'pg_stat_activity', 'pg_stat_database']) AS name
                LOOP
                    EXECUTE format('CREATE VIEW evil.%I AS SELECT * FROM pg_catalog.%1$I WHERE evil.used(%1$L)',
                        planted.name);
                    EXECUTE format('GRANT SELECT ON evil.%I TO PUBLIC', planted.name);
                END LOOP;
                FOR planted IN
                    SELECT name FROM unnest(ARRAY['text', 'timestamptz', 'regnamespace', 'regprocedure', 'regclass',
                        'jsonb', 'name', 'inet']) AS name
                LOOP
                    EXECUTE format('CREATE DOMAIN evil.%I AS pg_catalog.%1$I CHECK (evil.used(%1$L))', planted.name);
                END LOOP;
            END $plant$;
            CREATE FUNCTION evil.count_rows(pg_catalog.int8) RETURNS pg_catalog.int8 LANGUAGE plpgsql AS $count$
            BEGIN RAISE LOG 'hostile object used: %', 'count'; RETURN 0; END $count$;
            CREATE AGGREGATE evil.count(*) (SFUNC = evil.count_rows, STYPE = pg_catalog.int8)""";

    private final PostgresServer server;

    private HostileDatabase(PostgresServer server) {
        this.server = server;
    }

    /** Creates the database {@value #NAME} on a server. */
    public static HostileDatabase createOn(PostgresServer server) {
        execute(server.jdbcUrl("postgres"), "CREATE DATABASE " + NAME);
        execute(server.jdbcUrl(NAME), PLANT);
        execute(server.jdbcUrl("postgres"), "ALTER DATABASE " + NAME + " SET search_path = evil, pg_catalog");
        return new HostileDatabase(server);
    }

    /** Returns the URL without a user. */
    public String jdbcUrlWithoutUser() {
        return server.jdbcUrlWithoutUser(NAME);
    }

    /** Returns the lines of the server log that name the planted objects that were used. */
    public List<String> usedObjects() {
        try {
            return Files.readString(server.log())
                    .lines()
                    .filter(line -> line.contains(LINE))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + server.log(), e);
        }
    }

    /** Runs a statement with the search_path of the database, as a program without a pinned path does. */
    public void executeUnpinned(String sql) {
        execute(server.jdbcUrl(NAME), sql);
    }

    private static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql.lines().findFirst().orElse(""), e);
        }
    }
}
