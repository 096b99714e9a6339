package io.connwarden.sql.target;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.sql.target.ConnectFailure.Kind;
import io.connwarden.testing.SharedInfrastructure;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

class TargetConnectionsIT {
    private static final ConnectionTimeouts SHORT_TIMEOUTS =
            new ConnectionTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(5));

    @TempDir
    Path folder;

    @Test
    void an_unreachable_server_does_not_prevent_startup_and_fails_the_first_query() throws IOException {
        // A bound port without a listener rejects connections, and no other process can use it.
        try (Socket reserved = new Socket()) {
            reserved.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = reserved.getLocalPort();
            try (HeldSession session = open(url(port))) {
                assertThat(failureOf(session, Kind.CONNECTION_REFUSED).message())
                        .contains("cannot be reached")
                        .contains(String.valueOf(port));
            }
        }
    }

    @Test
    void a_server_that_accepts_and_never_responds_is_a_timeout() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                HeldSession session = open(url(mute.getLocalPort()))) {
            assertThat(failureOf(session).kind()).isIn(Kind.TIMEOUT, Kind.UNREACHABLE);
        }
    }

    @Test
    void the_application_name_is_in_the_startup_packet() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                HeldSession session = open(url(server.getLocalPort())
                        + "?sslmode=disable&gssEncMode=disable&assumeMinServerVersion=8.4")) {
            assertThat(session.isOpen()).isFalse();
            int maxWaitMillis = (int) WatchedServer.MAX_WAIT.toMillis();
            server.setSoTimeout(maxWaitMillis);
            try (Socket client = server.accept();
                    DataInputStream packet = new DataInputStream(client.getInputStream())) {
                client.setSoTimeout(maxWaitMillis);
                String startup = new String(packet.readNBytes(packet.readInt() - Integer.BYTES), UTF_8);
                assertThat(startup.split("\0")).containsSequence("application_name", "connwarden-test");
            }
        }
    }

    @Test
    void an_unknown_role_is_an_authentication_failure() {
        PostgresServer server = SharedInfrastructure.postgres();
        try (HeldSession session = open(settings(server.jdbcUrlWithoutUser("postgres"), "no_such_role", null))) {
            assertThat(failureOf(session, Kind.NO_SUCH_ROLE).message()).contains("no_such_role");
        }
    }

    @Test
    void an_unknown_database_is_named_in_the_failure() {
        PostgresServer server = SharedInfrastructure.postgres();
        try (HeldSession session = open(settings(server.jdbcUrlWithoutUser("no_such_db"), "postgres", null))) {
            assertThat(failureOf(session, Kind.NO_SUCH_DATABASE).message())
                    .contains("no_such_db")
                    .contains("3D000");
        }
    }

    @Test
    void a_missing_password_file_prevents_startup_and_is_named() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> open(settings(url(1), "u", missing.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(missing.toString());
    }

    @Test
    void a_password_file_deleted_later_is_named_and_read_again_when_restored() throws IOException, SQLException {
        PostgresServer server = SharedInfrastructure.postgres();
        Path file = Files.writeString(folder.resolve("secret"), "s3cret\n");
        try (HeldSession session = open(settings(server.jdbcUrlWithoutUser("postgres"), "postgres", file.toString()))) {
            TargetQueries queries = new TargetQueries(session);
            assertThat(queries.backendCount()).isPositive();
            Files.delete(file);
            Roles.execute(server, "SELECT pg_terminate_backend(" + pid(session) + ")");
            await().atMost(WatchedServer.MAX_WAIT)
                    .untilAsserted(() -> assertThatThrownBy(queries::backendCount)
                            .hasMessageContaining(file.toString())
                            .hasMessageNotContaining("s3cret"));
            Files.writeString(file, "s3cret\n");
            await().atMost(WatchedServer.MAX_WAIT).ignoreExceptions().until(() -> queries.backendCount() > 0);
        }
    }

    @Test
    void the_session_is_kept_open_and_replaced_only_after_a_failure() throws SQLException {
        PostgresServer server = SharedInfrastructure.postgres();
        Roles.createOn(server);
        try (HeldSession session = open(settings(server.jdbcUrlWithoutUser("postgres"), Roles.MONITOR, null))) {
            int first = pid(session);
            assertThat(pid(session)).isEqualTo(first);
            Roles.execute(server, "SELECT pg_terminate_backend(" + first + ")");
            await().atMost(WatchedServer.MAX_WAIT).ignoreExceptions().until(() -> pid(session) != first);
            assertThat(session.isOpen()).isTrue();
        }
    }

    /** Returns the pid after a query, which detects a lost session. */
    private static int pid(HeldSession session) throws SQLException {
        new TargetQueries(session).backendCount();
        return session.call(connection -> connection.unwrap(PGConnection.class).getBackendPID());
    }

    private static ConnectFailure failureOf(HeldSession session, Kind expected) {
        ConnectFailure failure = failureOf(session);
        assertThat(failure.kind()).isEqualTo(expected);
        return failure;
    }

    private static ConnectFailure failureOf(HeldSession session) {
        return catchThrowableOfType(TargetException.class, () -> new TargetQueries(session).backendCount())
                .failure();
    }

    private static TargetSettings settings(String url, String user, String passwordFile) {
        return TargetSettings.of("t", url, new Credentials(user, null, passwordFile));
    }

    private static HeldSession open(String url) {
        return open(settings(url, "u", null));
    }

    private static HeldSession open(TargetSettings settings) {
        return TargetConnections.open(settings, WatchedServer.APPLICATION_NAME, null, SHORT_TIMEOUTS);
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }
}
