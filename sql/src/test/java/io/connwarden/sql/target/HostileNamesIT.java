package io.connwarden.sql.target;

import static io.connwarden.testing.TestSessions.idle;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.sql.VersionedServers;
import io.connwarden.testing.PostgresVersion;
import io.connwarden.testing.TestSessions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Unusual names that PostgreSQL allows. */
@ParameterizedClass
@MethodSource("io.connwarden.sql.VersionedServers#versions")
class HostileNamesIT {
    private static final String DATABASE = "plain";
    private static final Set<PostgresServer> SERVERS_WITH_DATABASE = new HashSet<>();

    private final PostgresVersion version;

    HostileNamesIT(PostgresVersion version) {
        this.version = version;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with\nnewline\tand tab",
                "it's \"quoted\" \\ $$; DROP TABLE x; --",
                // 21 characters of three bytes each, which is the maximum length of a name.
                "連接池管理系統使用指南真實的連接終止能力十",
                "%s {0} ? :name @x"
            })
    void any_role_and_database_name_is_read_unchanged(String name) throws SQLException {
        try (WatchedServer watched = new WatchedServer(VersionedServers.of(version))) {
            Roles.execute(watched.server, "CREATE ROLE " + quoted(name) + " LOGIN");
            renameDatabase(watched, DATABASE, name);
            try (Connection session = connect(watched, name)) {
                SessionRow row = watched.queries.sessions().stream()
                        .filter(candidate -> name.equals(candidate.user()))
                        .findFirst()
                        .orElseThrow();
                assertThat(row.database()).isEqualTo(name);
                assertThat(row.application()).isNull();
                assertThat(watched.queries
                                .observe("t", Thresholds.defaults(), 50)
                                .topApplications())
                        .contains(new ApplicationUsage(null, name, 1, 1, 0, 0));
                assertThat(WatchedServer.signal(
                                watched.sender, SignalKind.TERMINATE, row.id(), row.state(), row.stateChange(), null))
                        .isEqualTo(SignalAnswer.SIGNALLED);
                watched.awaitGone(row.id());
                assertThat(session.isValid(1)).isFalse();
            } finally {
                renameDatabase(watched, name, DATABASE);
                Roles.execute(watched.server, "DROP ROLE " + quoted(name));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "'; SELECT 1; --", "連接池", "a\u0000b"})
    void any_application_name_is_read_as_stored_by_the_server(String name) {
        try (WatchedServer watched = new WatchedServer(VersionedServers.of(version));
                TestSessions sessions = idle(watched.url, 1, name.replace("\u0000", ""), Roles.APPLICATION)) {
            SessionRow row = watched.queries.sessions().stream()
                    .filter(candidate -> Roles.APPLICATION.equals(candidate.user()))
                    .findFirst()
                    .orElseThrow();
            assertThat(row.application()).isNotEmpty();
            assertThat(row.id()).isIn(WatchedServer.ids(sessions));
        }
    }

    /** Renames the one database of the test: creating a database takes a second, renaming it does not. */
    private static void renameDatabase(WatchedServer watched, String from, String to) {
        if (SERVERS_WITH_DATABASE.add(watched.server)) {
            Roles.execute(watched.server, "CREATE DATABASE " + DATABASE);
        }
        Roles.execute(watched.server, "ALTER DATABASE " + quoted(from) + " RENAME TO " + quoted(to));
    }

    private static Connection connect(WatchedServer watched, String name) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", name);
        properties.setProperty("ApplicationName", "");
        String database = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        return DriverManager.getConnection(watched.server.jdbcUrlWithoutUser(database), properties);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
