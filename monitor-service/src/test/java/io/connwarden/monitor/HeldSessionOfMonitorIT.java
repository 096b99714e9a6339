package io.connwarden.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.testing.ConnectionLeak;
import io.connwarden.testing.SharedInfrastructure;
import io.connwarden.testing.StoppedProcess;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The monitor keeps its session on a full server that does not respond for a time. */
class HeldSessionOfMonitorIT {
    private static final Duration MAX_WAIT = Duration.ofMinutes(2);
    private static final String PREFIX = "held.";

    @Test
    void the_session_is_used_again_when_the_response_arrives() throws Exception {
        String bootstrap = SharedInfrastructure.kafka().bootstrapServers();
        try (PostgresServer server = PostgresServer.start(PostgresServerOptions.standard()
                        .withMaxConnections(12)
                        .withSetting("superuser_reserved_connections", "3"));
                HealthTopicReader topic = new HealthTopicReader(bootstrap, PREFIX + "health");
                Connection superuser = DriverManager.getConnection(server.jdbcUrl("postgres"))) {
            query(superuser, "CREATE ROLE watcher LOGIN IN ROLE pg_monitor; CREATE ROLE shop LOGIN; SELECT 0");
            try (ConfigurableApplicationContext monitor = monitor(bootstrap, server.jdbcUrlWithoutUser("postgres"))) {
                awaitLast(topic, HealthStatus.HEALTHY);
                int pid = pid(superuser);
                try (ConnectionLeak leak = ConnectionLeak.start(server.jdbcUrlWithoutUser("postgres") + "?user=shop")) {
                    leak.awaitFullServer();
                    StoppedProcess.whileStopped(pid, () -> {
                        awaitLast(topic, HealthStatus.UNREACHABLE);
                        return null;
                    });
                    awaitLast(topic, HealthStatus.CRITICAL);
                    assertThat(pid(superuser)).isEqualTo(pid);
                    assertThat(monitor.isRunning()).isTrue();
                }
            }
        }
    }

    private static void awaitLast(HealthTopicReader topic, HealthStatus status) {
        await().atMost(MAX_WAIT).until(() -> {
            List<Event<Health>> events = topic.eventsOf("crowded");
            return !events.isEmpty() && events.get(events.size() - 1).data().status() == status;
        });
    }

    private static int pid(Connection superuser) throws SQLException {
        return query(superuser, "SELECT pid FROM pg_stat_activity WHERE application_name = 'connwarden-monitor'");
    }

    /** Executes statements and returns the first number of the last one. */
    private static int query(Connection superuser, String statements) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            boolean isResult = statement.execute(statements);
            while (!isResult) {
                isResult = statement.getMoreResults();
            }
            try (ResultSet row = statement.getResultSet()) {
                assertThat(row.next()).isTrue();
                return row.getInt(1);
            }
        }
    }

    private static ConfigurableApplicationContext monitor(String bootstrap, String url) {
        return MonitorApplication.builder()
                .run(
                        "--server.port=0",
                        "--spring.kafka.bootstrap-servers=" + bootstrap,
                        "--connwarden.topics.prefix=" + PREFIX,
                        "--connwarden.monitor.health-check-interval=1s",
                        "--connwarden.monitor.critical-interval=1s",
                        "--connwarden.monitor.tripwire-interval=200ms",
                        "--connwarden.monitor.retry-initial-delay=200ms",
                        "--connwarden.monitor.retry-max-delay=1s",
                        "--connwarden.doctor.at-start=false",
                        "--connwarden.targets[0].id=crowded",
                        "--connwarden.targets[0].url=" + url,
                        "--connwarden.targets[0].user=watcher");
    }
}
