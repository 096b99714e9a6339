package io.connwarden.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.testing.SharedInfrastructure;
import io.connwarden.testing.TestSessions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Predicate;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Sessions that cross an age threshold. The interval is one hour, so a regular sample never notices the crossing. */
class ForeseenCrossingIT {
    private static final String PREFIX = "foreseen-it.";
    private static final ConditionFactory AWAIT = await().atMost(Duration.ofMinutes(2));

    private PostgresServer server;
    private ConfigurableApplicationContext monitor;
    private HealthTopicReader topic;

    @BeforeEach
    void start() throws SQLException {
        server = PostgresServer.start(PostgresServerOptions.standard());
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            // Sessions of superusers are no zombies.
            statement.execute("CREATE ROLE shop LOGIN");
        }
        String bootstrap = SharedInfrastructure.kafka().bootstrapServers();
        monitor = MonitorApplication.builder()
                .run(
                        "--server.port=0",
                        "--spring.kafka.bootstrap-servers=" + bootstrap,
                        "--connwarden.topics.prefix=" + PREFIX,
                        "--connwarden.doctor.at-start=false",
                        "--connwarden.monitor.health-check-interval=1h",
                        "--connwarden.monitor.min-interval=100ms",
                        "--connwarden.monitor.tripwire-interval=100ms",
                        "--connwarden.monitor.tripwire-jump=1",
                        "--connwarden.thresholds.zombie=3s",
                        "--connwarden.thresholds.stuck-transaction=4s",
                        "--connwarden.targets[0].id=ageing",
                        "--connwarden.targets[0].url=" + server.jdbcUrlWithoutUser("postgres"),
                        "--connwarden.targets[0].user=postgres");
        topic = new HealthTopicReader(bootstrap, PREFIX + "health");
    }

    @AfterEach
    void stop() {
        topic.close();
        monitor.close();
        server.close();
    }

    @Test
    void zombies_and_a_stuck_transaction_are_reported_when_they_cross_their_thresholds() {
        awaitEvent(health -> health.status() == HealthStatus.HEALTHY);
        // The tripwire samples the new sessions. They are below the thresholds then.
        try (TestSessions idle = TestSessions.idle(server.jdbcUrl("postgres"), 12, "ageing", "shop");
                TestSessions stuck = TestSessions.idleInTransaction(server.jdbcUrl("postgres"), 1, "ageing")) {
            awaitEvent(health -> health.status() == HealthStatus.CLEANUP_NEEDED
                    && health.counts().zombieConnections() == 12);
            awaitEvent(health -> health.counts().stuckTransactions() == 1);
            assertThat(idle.alive()).hasSize(12);
            assertThat(stuck.alive()).hasSize(1);
        }
    }

    private void awaitEvent(Predicate<Health> condition) {
        AWAIT.until(() -> topic.eventsOf("ageing").stream()
                .anyMatch(event -> event.data().counts() != null && condition.test(event.data())));
    }
}
