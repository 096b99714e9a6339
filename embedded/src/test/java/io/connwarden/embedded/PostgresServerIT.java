package io.connwarden.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.embedded.server.PortInUseException;
import io.connwarden.embedded.server.StartFailedException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {
    @Test
    void a_persistent_server_keeps_its_data_over_a_restart_and_runs_with_fsync(@TempDir Path directory)
            throws Exception {
        PostgresServerOptions options = PostgresServerOptions.standard().withDirectory(directory);
        try (PostgresServer server = PostgresServer.start(options)) {
            query(server, "CREATE TABLE persistent AS SELECT 'written before' AS value");
        }
        try (PostgresServer server = PostgresServer.start(options)) {
            assertThat(query(server, "SELECT value FROM persistent")).isEqualTo("written before");
            assertThat(query(server, "SHOW fsync")).isEqualTo("on");
            assertThat(query(server, "SHOW synchronous_commit")).isEqualTo("on");
            assertThatThrownBy(() -> PostgresServer.start(options))
                    .isInstanceOf(StartFailedException.class)
                    .hasMessageContaining(directory.toString());
        }
    }

    @Test
    void a_server_is_version_18_on_loopback_only_with_the_requested_settings() throws Exception {
        PostgresServerOptions options = PostgresServerOptions.standard()
                .withMaxConnections(37)
                .withSetting("log_line_prefix", "it's 50% > $HOME ");
        PostgresServer server = PostgresServer.start(options);
        long pid = server.pid();
        try (server) {
            assertThat(query(server, "SHOW server_version")).startsWith("18.");
            assertThat(query(server, "SHOW max_connections")).isEqualTo("37");
            assertThat(query(server, "SHOW log_line_prefix")).isEqualTo("it's 50% > $HOME ");
            assertThat(PortProbe.listeningAddresses(server.port())).isNotEmpty().allMatch(PortProbe::isLoopback);
            server.restart();
            assertThat(query(server, "SHOW max_connections")).isEqualTo("37");
        }
        TestProcesses.awaitExit(pid);
        assertThat(server.log().getParent()).doesNotExist();
    }

    @Test
    void a_port_in_use_is_reported_with_its_option() throws Exception {
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PostgresServerOptions options =
                    PostgresServerOptions.standard().withPort(holder.getLocalPort(), "--target-port");
            assertThatThrownBy(() -> PostgresServer.start(options))
                    .isInstanceOf(PortInUseException.class)
                    .hasMessageContaining("Port " + holder.getLocalPort() + " is in use")
                    .hasMessageContaining("--target-port");
        }
    }

    @Test
    void an_invalid_setting_is_reported_with_the_end_of_the_log_and_the_directory_stays_usable(@TempDir Path directory)
            throws Exception {
        PostgresServerOptions options = PostgresServerOptions.standard().withDirectory(directory);
        assertThatThrownBy(() -> PostgresServer.start(options.withSetting("work_mem", "plenty")))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("work_mem");
        try (PostgresServer server = PostgresServer.start(options.withSetting("work_mem", "1MB"))) {
            assertThat(query(server, "SHOW work_mem")).isEqualTo("1MB");
        }
    }

    private static String query(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
