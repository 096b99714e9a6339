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
    void kept_data_survives_a_restart_and_is_written_through_to_the_disk(@TempDir Path directory) throws Exception {
        PostgresServerOptions options = PostgresServerOptions.standard().keptIn(directory);
        try (PostgresServer server = PostgresServer.start(options)) {
            ask(server, "CREATE TABLE kept AS SELECT 'still here' AS value");
        }
        try (PostgresServer server = PostgresServer.start(options)) {
            assertThat(ask(server, "SELECT value FROM kept")).isEqualTo("still here");
            assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(server, "SHOW synchronous_commit")).isEqualTo("on");
            assertThatThrownBy(() -> PostgresServer.start(options))
                    .isInstanceOf(StartFailedException.class)
                    .hasMessageContaining(directory.toString());
        }
    }

    @Test
    void it_is_version_18_on_loopback_only_with_the_settings_asked_for() throws Exception {
        PostgresServerOptions options =
                PostgresServerOptions.standard().maxConnections(37).with("log_line_prefix", "it's 50% > $HOME ");
        PostgresServer server = PostgresServer.start(options);
        long pid = server.pid();
        try (server) {
            assertThat(ask(server, "SHOW server_version")).startsWith("18.");
            assertThat(ask(server, "SHOW max_connections")).isEqualTo("37");
            assertThat(ask(server, "SHOW log_line_prefix")).isEqualTo("it's 50% > $HOME ");
            assertThat(Listening.addressesOf(server.port())).isNotEmpty().allMatch(Listening::isLoopback);
            server.restart();
            assertThat(ask(server, "SHOW max_connections")).isEqualTo("37");
        }
        Processes.awaitGone(pid);
        assertThat(server.log().getParent()).doesNotExist();
    }

    @Test
    void a_port_in_use_is_named_with_its_option() throws Exception {
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PostgresServerOptions options =
                    PostgresServerOptions.standard().onPort(holder.getLocalPort(), "--target-port");
            assertThatThrownBy(() -> PostgresServer.start(options))
                    .isInstanceOf(PortInUseException.class)
                    .hasMessageContaining("Port " + holder.getLocalPort() + " is in use")
                    .hasMessageContaining("--target-port");
        }
    }

    @Test
    void a_refused_setting_is_told_with_the_end_of_the_log_and_the_directory_stays_usable(@TempDir Path directory)
            throws Exception {
        PostgresServerOptions options = PostgresServerOptions.standard().keptIn(directory);
        assertThatThrownBy(() -> PostgresServer.start(options.with("work_mem", "plenty")))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("work_mem");
        try (PostgresServer server = PostgresServer.start(options.with("work_mem", "1MB"))) {
            assertThat(ask(server, "SHOW work_mem")).isEqualTo("1MB");
        }
    }

    private static String ask(PostgresServer server, String sql) throws SQLException {
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
