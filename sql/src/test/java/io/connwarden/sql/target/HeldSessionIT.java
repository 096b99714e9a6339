package io.connwarden.sql.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.testing.ConnectionLeak;
import io.connwarden.testing.FreezableProxy;
import io.connwarden.testing.StoppedProcess;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.PGConnection;

/** A held session on a server that answers late or not at all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeldSessionIT {
    private static final Duration MAX_WAIT = WatchedServer.MAX_WAIT;
    private static final Duration FOUR_SECONDS = Duration.ofSeconds(4);
    private static final ConnectionTimeouts SHORT_TIMEOUTS =
            new ConnectionTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(3));

    private PostgresServer server;

    @BeforeAll
    void start() {
        server = Roles.createOn(PostgresServer.start(PostgresServerOptions.standard()
                .withMaxConnections(12)
                .withSetting("superuser_reserved_connections", "2")));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void a_response_after_four_seconds_is_a_response() throws Exception {
        try (HeldSession session = open(port(), ConnectionTimeouts.defaults())) {
            int pid = pid(session);
            try (ConnectionLeak leak = ConnectionLeak.start(url() + "?user=" + Roles.APPLICATION)) {
                leak.awaitFullServer();
                CompletableFuture<Integer> late = StoppedProcess.whileStopped(pid, () -> {
                    long start = System.nanoTime();
                    CompletableFuture<Integer> response =
                            CompletableFuture.supplyAsync(() -> new TargetQueries(session).backendCount());
                    await().atMost(MAX_WAIT).until(() -> System.nanoTime() - start > FOUR_SECONDS.toNanos());
                    return response;
                });
                assertThat(late.join()).isPositive();
                assertThat(pid(session)).isEqualTo(pid);
            }
        }
    }

    @Test
    void no_response_on_a_full_server_never_costs_the_slot() throws Exception {
        try (HeldSession session = open(port(), SHORT_TIMEOUTS)) {
            int pid = pid(session);
            TargetQueries queries = new TargetQueries(session);
            try (ConnectionLeak leak = ConnectionLeak.start(url() + "?user=" + Roles.APPLICATION)) {
                leak.awaitFullServer();
                StoppedProcess.whileStopped(pid, () -> {
                    // Depending on the time since the last call, the query or the test before it has no response.
                    assertThatThrownBy(queries::backendCount)
                            .hasMessageStartingWith("the server did not respond in time: ")
                            .hasMessageEndingWith("; the session is kept open [57014]");
                    // In this time at least one attempt to open a replacement fails.
                    awaitSilence(session, 12);
                    return null;
                });
                await().atMost(MAX_WAIT).ignoreExceptions().until(() -> queries.backendCount() > 0);
                assertThat(pid(session)).isEqualTo(pid);
            }
        }
    }

    @Test
    void a_session_without_a_response_is_replaced_if_a_slot_is_free() throws Exception {
        try (HeldSession session = open(port(), SHORT_TIMEOUTS)) {
            int pid = pid(session);
            TargetQueries queries = new TargetQueries(session);
            StoppedProcess.whileStopped(pid, () -> {
                assertThatThrownBy(queries::backendCount).isInstanceOf(TargetException.class);
                await().atMost(MAX_WAIT).ignoreExceptions().until(() -> queries.backendCount() > 0);
                return assertThat(pid(session)).isNotEqualTo(pid);
            });
        }
    }

    @Test
    void a_frozen_network_does_not_close_the_session() throws Exception {
        try (FreezableProxy proxy = FreezableProxy.to(port());
                HeldSession session = open(proxy.port(), SHORT_TIMEOUTS)) {
            int pid = pid(session);
            proxy.freeze();
            assertThatThrownBy(() -> new TargetQueries(session).backendCount()).isInstanceOf(TargetException.class);
            awaitSilence(session, 12);
            assertThat(session.isOpen()).isTrue();
            proxy.thaw();
            // Attempts to open a replacement that began before may have succeeded after the thaw.
            await().atMost(MAX_WAIT).ignoreExceptions().until(() -> pid(session) > 0);
            assertThat(session.state()).isEqualTo("open");
            assertThat(pid).isPositive();
        }
    }

    @Test
    void a_query_after_the_end_of_the_session_is_repeated_on_a_new_one() throws Exception {
        try (HeldSession session = open(port(), ConnectionTimeouts.defaults());
                Connection superuser = DriverManager.getConnection(server.jdbcUrl("postgres"))) {
            int pid = pid(session);
            terminate(superuser, pid);
            // Just after a call the session is not tested before the next one.
            assertThat(new TargetQueries(session).backendCount()).isPositive();
            assertThat(pid(session)).isNotEqualTo(pid);
        }
    }

    private static void terminate(Connection superuser, int pid) throws SQLException {
        try (PreparedStatement statement = superuser.prepareStatement("SELECT pg_terminate_backend(?, 60000)")) {
            statement.setInt(1, pid);
            statement.executeQuery();
        }
    }

    private static void awaitSilence(HeldSession session, int seconds) {
        await().atMost(MAX_WAIT).until(() -> silenceSeconds(session.state()) >= seconds);
    }

    private static int silenceSeconds(String state) {
        return state.contains("no response for") ? Integer.parseInt(state.replaceAll("\\D", "")) : 0;
    }

    private static int pid(HeldSession session) throws SQLException {
        return session.call(connection -> connection.unwrap(PGConnection.class).getBackendPID());
    }

    private static HeldSession open(int port, ConnectionTimeouts timeouts) {
        TargetSettings settings =
                TargetSettings.of("t", "jdbc:postgresql://127.0.0.1:" + port + "/postgres", Roles.MONITOR, null);
        return TargetConnections.open(settings, WatchedServer.APPLICATION_NAME, null, timeouts);
    }

    private String url() {
        return server.jdbcUrlWithoutUser("postgres");
    }

    private int port() {
        return server.port();
    }
}
