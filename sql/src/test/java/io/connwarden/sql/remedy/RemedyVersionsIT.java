package io.connwarden.sql.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.sql.VersionedServers;
import io.connwarden.testing.PostgresVersion;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The remedies on every version, for a role with a name that requires quoting. */
class RemedyVersionsIT {
    private static final String ROLE = "it's a \"patient\"";
    private static final String QUOTED = RemedyStatement.quoteIdentifier(ROLE);
    private static final int FIRST_WITH_INHERITANCE_PER_GRANT = 160_000;

    @ParameterizedTest
    @MethodSource("versions")
    void every_remedy_runs_and_has_its_effect(PostgresVersion version) throws SQLException {
        PostgresServer server = VersionedServers.of(version);
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + QUOTED + " LOGIN NOINHERIT CONNECTION LIMIT 1 VALID UNTIL '2020-01-01'");
            statement.execute("CREATE DATABASE " + QUOTED + " CONNECTION LIMIT 1");
            try {
                for (Map.Entry<RemedyStatement, String> remedy :
                        remedies(versionNumber(statement)).entrySet()) {
                    statement.execute(remedy.getValue());
                }
                assertThat(remedied(statement)).isTrue();
            } finally {
                statement.execute("DROP DATABASE " + QUOTED);
                statement.execute("DROP ROLE " + QUOTED);
                statement.execute("ALTER SYSTEM RESET tcp_keepalives_idle");
            }
        }
    }

    static Stream<PostgresVersion> versions() {
        return VersionedServers.versions().stream();
    }

    private static Map<RemedyStatement, String> remedies(int versionNumber) {
        Map<RemedyStatement, String> remedies = new EnumMap<>(RemedyStatement.class);
        Map<String, String> privilege = Map.of("privilege", "pg_monitor", "role", QUOTED, "database", QUOTED);
        Map<String, String> setting = Map.of("role", QUOTED, "name", "tcp_keepalives_idle", "value", "60");
        for (RemedyStatement statement : RemedyStatement.values()) {
            if (statement != RemedyStatement.INHERIT_PRIVILEGE || versionNumber >= FIRST_WITH_INHERITANCE_PER_GRANT) {
                remedies.put(statement, statement.format(statement.sql().contains(":name") ? setting : privilege));
            }
        }
        return remedies;
    }

    private static int versionNumber(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SHOW server_version_num")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static boolean remedied(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "SELECT rolconnlimit = -1 AND rolvaliduntil = 'infinity' AND pg_has_role(pg_roles.oid, 'pg_monitor', 'USAGE')"
                        + " AND rolconfig = '{tcp_keepalives_idle=60}' AND datconnlimit = -1"
                        + " FROM pg_roles JOIN pg_database ON datname = rolname WHERE rolname = '"
                        + ROLE.replace("'", "''") + "'")) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
