package io.connwarden.standalone.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.console.ConsoleTokens;
import io.connwarden.console.ConsoleTokens.Grant;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.standalone.ConnwardenProcess;
import io.connwarden.standalone.LeftoverProcesses;
import io.connwarden.standalone.SignInLink;
import io.connwarden.testing.DebianPostgres;
import io.connwarden.testing.RequiredProgram;
import io.connwarden.testing.SharedInfrastructure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardIT {
    private static final PostgresServer SERVER = SharedInfrastructure.postgres();
    private static final String CREATE_ROLE = "CREATE ROLE warden LOGIN; GRANT pg_monitor, pg_signal_backend TO warden";

    @BeforeAll
    static void createRole() throws Exception {
        execute(SERVER.jdbcUrl("postgres"), CREATE_ROLE);
    }

    private static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    @Test
    void a_guard_watches_unless_told_to_act_and_ctrl_c_stops_all_processes_and_keeps_the_data(@TempDir Path data)
            throws Exception {
        try (ConnwardenProcess guard = guard(data, "--id", "orders-db")) {
            guard.awaitLine(line -> line.contains("Watching orders-db"));
            guard.awaitLine(line -> line.contains("Mode watch") && line.contains("--act"));
            SignInLink.assertSignsIn(guard.awaitLine(line -> line.contains("#token=")));
            guard.awaitLine(line -> line.contains("HEALTHY"));
            assertThat(LeftoverProcesses.find(data)).as("while it runs").isNotEmpty();
            int code = guard.interrupt();
            assertThat(guard.awaitExit(60)).isEqualTo(code);
            assertThat(guard.output()).contains("Stopped. The data is kept.").doesNotContain("\tat ");
        }
        LeftoverProcesses.awaitNone(data);
        assertThat(data.resolve("guard/kafka/data/meta.properties")).exists();
        assertThat(data.resolve("guard/store/data/PG_VERSION")).exists();
    }

    @Test
    void a_guard_with_act_is_armed_except_for_the_rules_that_the_file_disarms(@TempDir Path data) throws Exception {
        Path tokens = data.resolve("tokens");
        ConsoleTokens.create(tokens, new Grant("me", Set.of("read"), Set.of(), Map.of(), null), Instant.now());
        Path config = Files.writeString(data.resolve("guard.yml"), """
                connwarden:
                  targets: [{id: orders-db, policy: {mode: watch, modes: {r4: off}}}]
                  console: {tokens-file: %s}
                """.formatted(tokens));
        try (ConnwardenProcess guard = guard(data, "--id", "orders-db", "--act", "--config", config.toString())) {
            guard.awaitLine(line -> line.contains("Guarding orders-db"));
            guard.awaitLine(line -> line.contains("Modes by configuration: R1 act, R2 act, R3 act, R4 off."));
            guard.awaitLine(line -> line.contains("console") && line.endsWith("with a token of " + tokens));
            guard.interrupt();
            guard.awaitExit(60);
        }
        LeftoverProcesses.awaitNone(data);
    }

    @Test
    void invalid_options_are_reported_before_anything_starts(@TempDir Path data) throws Exception {
        Path config = data.resolve("no-such.yml");
        try (ConnwardenProcess guard = guard(data, "--user", "warden", "--config", config.toString())) {
            assertThat(guard.awaitExit(60)).isEqualTo(64);
            assertThat(guard.output()).contains("--config").contains(config.toString());
        }
        try (ConnwardenProcess guard = guard(data, "--user", "warden", "--act", "--dry-run")) {
            assertThat(guard.awaitExit(60)).isEqualTo(64);
            assertThat(guard.output()).contains("--act and --dry-run exclude each other");
        }
        assertThat(data.resolve("guard/kafka")).doesNotExist();
    }

    @Test
    void a_server_that_rejects_the_connection_or_answers_with_an_error_is_no_invalid_command_line(@TempDir Path data)
            throws Exception {
        try (ConnwardenProcess guard = guard(data, "--user", "no-such-role")) {
            assertThat(guard.awaitExit(60)).isEqualTo(69);
            assertThat(guard.output())
                    .contains("no-such-role")
                    .contains("Check the role name")
                    .doesNotContain("\tat ");
        }
        try (ConnwardenProcess guard = guard(data, "--user", "warden", "--url", databaseUrl("no_such_database"))) {
            assertThat(guard.awaitExit(60)).isEqualTo(69);
            assertThat(guard.output())
                    .contains("no_such_database")
                    .contains("3D000")
                    .contains("Check the database in --url")
                    .doesNotContain("\tat ");
        }
        assertThat(data.resolve("guard/kafka")).doesNotExist();
    }

    @Test
    void a_guard_of_a_standby_with_default_isolation_serializable_watches(@TempDir Path data) throws Exception {
        RequiredProgram.check(DebianPostgres.isInstalled(), "PostgreSQL 15", "postgresql-15");
        try (DebianPostgres primary = DebianPostgres.start("max_connections=20")) {
            execute(primary.url(), CREATE_ROLE);
            try (DebianPostgres standby = primary.startStandby(
                    "max_connections=20", "hot_standby=on", "default_transaction_isolation=serializable")) {
                assertThatThrownBy(() -> execute(standby.url(), "SELECT 1"))
                        .hasStackTraceContaining("cannot use serializable mode");
                assertWatches(data, standby.urlWithoutUser());
            }
        }
    }

    /** The open writer makes each deferrable transaction wait. */
    @Test
    void a_guard_of_a_deferrable_database_with_an_open_writer_watches(@TempDir Path data) throws Exception {
        execute(
                SERVER.jdbcUrl("postgres"),
                "CREATE DATABASE deferring",
                "ALTER DATABASE deferring SET default_transaction_isolation = serializable",
                "ALTER DATABASE deferring SET default_transaction_read_only = on",
                "ALTER DATABASE deferring SET default_transaction_deferrable = on");
        try (Connection writer = DriverManager.getConnection(SERVER.jdbcUrl("postgres"));
                Statement write = writer.createStatement()) {
            writer.setAutoCommit(false);
            write.execute("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ WRITE");
            write.execute("CREATE TABLE written ()");
            assertWatches(data, databaseUrl("deferring"));
            writer.rollback();
        }
    }

    private static void assertWatches(Path data, String url) throws Exception {
        try (ConnwardenProcess guard = guard(data, "--id", "strict", "--url", url)) {
            guard.awaitLine(line -> line.contains("Watching strict"));
            guard.awaitLine(line -> line.contains("HEALTHY"));
            guard.interrupt();
            guard.awaitExit(60);
            assertThat(guard.output()).doesNotContain("UNREACHABLE");
        }
    }

    private static String databaseUrl(String database) {
        return SERVER.jdbcUrlWithoutUser(database);
    }

    @Test
    void an_invalid_configuration_is_reported_before_a_server_starts(@TempDir Path data) throws Exception {
        assertInvalid(data, "connwarden.policy.dry-rum: true", "dry-rum", "dry-run");
        assertInvalid(data, "connwarden.policy.modes.r2: armed", "connwarden.policy.modes.r2", "armed");
        assertInvalid(data, "connwarden.monitor.tripwire-jump: 0", "connwarden.monitor.tripwire-jump", "1 to 100");
        assertInvalid(data, "connwarden.policy.zombie-cleanup.idle-for: 10", "idle-for", "'10'", "with its unit");
        assertInvalid(data, "policy: {mode: act}", "'policy.mode'", "'connwarden.policy.mode'");
        assertInvalid(data, "connwarden:\n\tpolicy:", "no valid YAML", "line 2");
        assertInvalid(
                data, "connwarden.targets: [{id: billing, policy: {mode: act}}]", "has billing", "give --id billing");
        assertThat(data.resolve("guard/kafka")).doesNotExist();
        assertThat(data.resolve("guard/store")).doesNotExist();
    }

    private static void assertInvalid(Path data, String setting, String... parts) throws Exception {
        Path config = Files.writeString(data.resolve("guard.yml"), setting + "\n");
        try (ConnwardenProcess guard = guard(data, "--config", config.toString())) {
            assertThat(guard.awaitExit(120)).isEqualTo(64);
            assertThat(guard.output()).contains(parts).doesNotContain("Starting", "\tat ");
        }
    }

    private static ConnwardenProcess guard(Path data, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("guard", "--kafka-port=0", "--store-port=0", "--http-port=0", "--data-dir", data.toString()));
        if (!List.of(more).contains("--url")) {
            arguments.addAll(List.of("--url", databaseUrl("postgres")));
        }
        if (!List.of(more).contains("--user")) {
            arguments.addAll(List.of("--user", "warden"));
        }
        arguments.addAll(List.of(more));
        return ConnwardenProcess.start(Map.of(), arguments);
    }
}
