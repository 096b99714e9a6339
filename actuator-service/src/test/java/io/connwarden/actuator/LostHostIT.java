package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.testing.FreezableProxy;
import io.connwarden.testing.SharedInfrastructure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The log store after the loss of an actuator's host: the sockets stay open, and no byte arrives any more. Without a
 * time limit of the server they stay open for two hours.
 */
class LostHostIT {
    private ActuatorTestEnvironment environment;
    private FreezableProxy proxy;
    private ConfigurableApplicationContext lost;

    @BeforeEach
    void start() {
        environment = new ActuatorTestEnvironment();
        proxy = FreezableProxy.to(SharedInfrastructure.postgres().port());
        lost = environment.startActuator(
                "spring.datasource.url=" + environment.storeUrlAt(proxy.port()),
                "connwarden.actuator.lease-duration=15s");
        environment.execute(new CommandParameters.Status());
    }

    @AfterEach
    void stop() {
        proxy.close();
        lost.close();
        environment.close();
    }

    @Test
    void another_instance_publishes_the_outbox() {
        try (ConfigurableApplicationContext other =
                environment.startActuator("connwarden.actuator.lease-duration=15s")) {
            int published = environment.results.raw().size();
            proxy.freeze();
            // A result that some instance has stored; the lost instance may be the one that reads new commands.
            environment.store.update(
                    "INSERT INTO outbox (topic, key, headers, value) SELECT topic, key, headers, value FROM outbox"
                            + " WHERE topic = ? LIMIT 1",
                    environment.topics.results());
            await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                    .until(() -> environment.results.raw().size() > published);
            assertThat(other.isRunning()).isTrue();
        }
    }

    @Test
    void the_locks_of_an_open_transaction_are_released() throws SQLException {
        Connection connection = lost.getBean(DataSource.class).getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(hashtextextended('connwarden.target." + TARGET + "', 0))");
        }
        proxy.freeze();
        await().atMost(ActuatorTestEnvironment.MAX_WAIT).until(() -> Objects.equals(0, openTransactions()));
    }

    @Test
    void the_time_limits_of_the_server_for_a_silent_host_are_set() throws SQLException {
        try (Connection connection = lost.getBean(DataSource.class).getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT current_setting('tcp_user_timeout'),"
                        + " current_setting('tcp_keepalives_idle'), current_setting('tcp_keepalives_interval'),"
                        + " current_setting('tcp_keepalives_count'),"
                        + " current_setting('idle_in_transaction_session_timeout')")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isIn("10000", "10s");
            assertThat(row.getInt(2)).isEqualTo(5);
            assertThat(row.getInt(3)).isEqualTo(2);
            assertThat(row.getInt(4)).isEqualTo(3);
            assertThat(row.getString(5)).isEqualTo("10s");
        }
    }

    private Integer openTransactions() {
        return environment.store.queryForObject(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ExclusiveLock' AND granted"
                        + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
                Integer.class);
    }
}
