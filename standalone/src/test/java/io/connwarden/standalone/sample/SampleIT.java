package io.connwarden.standalone.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.standalone.ConnwardenProcess;
import io.connwarden.testing.TestSessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code sample} on a server with 20 connections, 17 of them usable. */
class SampleIT {
    private static PostgresServer server;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start(PostgresServerOptions.standard().withMaxConnections(20));
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE watcher LOGIN; GRANT pg_monitor TO watcher; CREATE ROLE stranger LOGIN;"
                    + " CREATE ROLE crowded LOGIN CONNECTION LIMIT 0");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void an_unloaded_server_is_healthy() throws Exception {
        ProgramResult answer = sample("watcher");
        assertThat(answer.code()).as(answer.text()).isZero();
        assertThat(answer.text())
                .contains("HEALTHY")
                .contains("of 17 usable slots")
                .contains("PostgreSQL 18.");
    }

    @Test
    void a_warning_exits_with_1_and_the_table_names_the_application() throws Exception {
        try (TestSessions sessions = TestSessions.idle(server.jdbcUrl("postgres"), 14, "checkout\u001b[31m\nservice")) {
            ProgramResult answer = sample("watcher");
            assertThat(answer.code()).as(answer.text()).isEqualTo(1);
            assertThat(answer.text())
                    .contains("WARNING")
                    .contains("checkout\\x1b[31m\\x0aservice") // escaped by servers from version 16
                    .doesNotContain("\u001b")
                    .contains(String.valueOf(sessions.size()));
        }
    }

    @Test
    void a_server_that_is_short_of_slots_because_of_connwarden_is_told_so() throws Exception {
        try (TestSessions sessions = TestSessions.idle(server.jdbcUrl("postgres"), 13, "shop")) {
            ProgramResult answer = sample("watcher");
            assertThat(answer.code()).as(answer.text()).isEqualTo(1);
            assertThat(answer.text().replaceAll("\\s+", " "))
                    .contains("14 of 17 usable slots taken")
                    .contains("1 of these sessions is of Connwarden itself, without which 76.4 % would be taken")
                    .contains("without them the threshold is not exceeded")
                    .doesNotContain("search for a connection leak");
            assertThat(sessions.alive()).hasSize(13);
        }
    }

    @Test
    void critical_exits_with_2_and_json_is_the_health_message() throws Exception {
        try (TestSessions sessions = TestSessions.idle(server.jdbcUrl("postgres"), 15, "checkout-service")) {
            ProgramResult answer = sample("watcher", "--json", "--id", "orders-db");
            assertThat(answer.code()).as(answer.text()).isEqualTo(2);
            Health health = EventCodec.instance().fromJson(Health.class, answer.text());
            assertThat(health.target()).isEqualTo("orders-db");
            assertThat(health.status()).isEqualTo(HealthStatus.CRITICAL);
            assertThat(health.topApplications().get(0).total()).isEqualTo(sessions.size());
        }
    }

    @Test
    void insufficient_visibility_exits_with_3() throws Exception {
        try (TestSessions sessions = TestSessions.idle(server.jdbcUrl("postgres"), 3, "of-another-user")) {
            ProgramResult answer = sample("stranger");
            assertThat(answer.code()).as(answer.text()).isEqualTo(3);
            assertThat(answer.text()).contains("UNKNOWN").contains("pg_monitor");
            assertThat(sessions.alive()).hasSize(3);
        }
    }

    @Test
    void a_server_without_a_free_connection_is_reported_as_full_and_not_as_a_rejected_login() throws Exception {
        ProgramResult full = sample("crowded");
        assertThat(full.code()).as(full.text()).isEqualTo(3);
        assertThat(full.text())
                .contains("the CONNECTION LIMIT of the role is reached")
                .doesNotContain("pg_hba");
    }

    @Test
    void an_unreachable_server_exits_with_3_and_invalid_input_with_64(@TempDir Path directory) throws Exception {
        ProgramResult unreachable =
                run(List.of("sample", "--url", "jdbc:postgresql://127.0.0.1:1/postgres", "--user", "watcher"));
        assertThat(unreachable.code()).as(unreachable.text()).isEqualTo(3);
        assertThat(unreachable.text()).contains("UNREACHABLE").contains("127.0.0.1:1");

        ProgramResult secret = run(List.of("sample", "--url", "postgresql://me:hunter2@host/db"));
        assertThat(secret.code()).isEqualTo(64);
        assertThat(secret.text())
                .contains("--url")
                .contains("jdbc:postgresql://host:5432/database")
                .doesNotContain("hunter2");

        Path missing = directory.resolve("no-such-file");
        ProgramResult file = sample("watcher", "--password-file", missing.toString());
        assertThat(file.code()).isEqualTo(64);
        assertThat(file.text()).contains(missing.toString()).doesNotContain("at io.connwarden");
        assertThat(Files.exists(missing)).isFalse();
    }

    private static ProgramResult sample(String user, String... more) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("sample", "--url", server.jdbcUrlWithoutUser("postgres"), "--user", user));
        arguments.addAll(List.of(more));
        return run(arguments);
    }

    private static ProgramResult run(List<String> arguments) throws Exception {
        try (ConnwardenProcess running = ConnwardenProcess.start(Map.of(), arguments)) {
            int code = running.awaitExit(60);
            return new ProgramResult(code, running.output());
        }
    }

    private record ProgramResult(int code, String text) {}
}
