package io.connwarden.actuator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Result;
import io.connwarden.embedded.kafka.KafkaServer;
import io.connwarden.embedded.kafka.KafkaServerOptions;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** A server that fills up while no health event arrives is relieved by samples of the actuator. */
@ExtendWith(OutputCaptureExtension.class)
class DirectSamplingIT {
    private static final ConditionFactory AWAIT = await().atMost(ActuatorTestEnvironment.MAX_WAIT);
    /** Far below the default of direct-sampling-after, which counts from the start of the actuator. */
    private static final Duration MAX_RELIEF = Duration.ofSeconds(45);

    private static final int MAX_CONNECTIONS = 20;
    private static final String WITH_DEFAULTS = "connwarden.actuator.direct-sampling-after=90s";
    private static final String AFTER_SILENCE = "connwarden.actuator.direct-sampling-after=2s";

    @TempDir
    Path folder;

    private final List<Connection> sessions = new ArrayList<>();
    private PostgresServer target;
    private PostgresServer store;
    private KafkaServer broker;
    private ActuatorTestEnvironment environment;
    private ConfigurableApplicationContext actuator;

    @BeforeEach
    void start() {
        target = PostgresServer.start(PostgresServerOptions.standard().withMaxConnections(MAX_CONNECTIONS));
        ActuatorTestEnvironment.createRoles(target);
        store = PostgresServer.start(PostgresServerOptions.standard());
        broker = KafkaServer.start(options());
        environment = new ActuatorTestEnvironment(broker.bootstrapServers(), store);
    }

    private void startActuator(String directSamplingAfter) {
        actuator = environment.startActuator(
                "connwarden.targets[0].url=" + target.jdbcUrlWithoutUser("postgres"),
                "spring.datasource.hikari.connection-timeout=1000",
                directSamplingAfter);
        environment.execute(new CommandParameters.Monitor());
    }

    private KafkaServerOptions options() {
        return KafkaServerOptions.standard().withDirectory(folder);
    }

    @AfterEach
    void stop() throws SQLException {
        for (Connection session : sessions) {
            session.close();
        }
        actuator.close();
        environment.close();
        broker.close();
        store.close();
        target.close();
    }

    @Test
    void a_server_that_fills_up_without_a_broker_is_relieved_within_seconds_and_the_result_follows(
            CapturedOutput output) {
        startActuator(WITH_DEFAULTS);
        int port = broker.port();
        broker.close();
        fill();
        long full = System.nanoTime();
        AWAIT.pollInterval(Duration.ofMillis(100)).until(this::tryConnect);
        Duration relief = Duration.ofNanos(System.nanoTime() - full);
        System.out.println("From full to relieved without a broker: " + relief.toMillis() + " ms");
        assertThat(relief).isLessThan(MAX_RELIEF);
        assertThat(output.getAll())
                .contains("is sampled by the actuator every 2 s")
                .contains("Kafka has not answered for ");
        AWAIT.until(() -> countTerminated() > 0);
        broker = KafkaServer.start(options().withPort(port, "test"));
        Result result = environment
                .results
                .awaitOne(answer -> answer.terminatedCount() > 0)
                .data();
        assertThat(result.decision().rule()).isEqualTo("R1");
        assertThat(result.target()).isEqualTo(ActuatorTestEnvironment.TARGET);
        environment.alerts.awaitOne(
                alert -> alert.name().equals("ConnectionSlotsCritical") && alert.state() == AlertStatus.FIRING);
    }

    @Test
    void a_server_without_a_monitor_is_relieved_although_the_broker_answers(CapturedOutput output) {
        startActuator(AFTER_SILENCE);
        fill();
        AWAIT.until(this::tryConnect);
        assertThat(output.getAll())
                .contains("no health event with a valid sample for 2 s")
                .doesNotContain("Kafka has not answered for ");
    }

    @Test
    void a_full_server_without_a_broker_and_without_a_log_store_is_not_signalled_and_the_log_says_so(
            CapturedOutput output) {
        startActuator(WITH_DEFAULTS);
        broker.close();
        store.stop();
        fill();
        AWAIT.until(() -> output.getAll().contains("Log store unavailable: no session is signalled"));
        assertThat(tryConnect()).as("a slot is free").isFalse();
        store.start();
        AWAIT.until(this::tryConnect);
        AWAIT.until(() -> countTerminated() > 0);
    }

    private int countTerminated() {
        return Objects.requireNonNull(environment.store.queryForObject(
                "SELECT count(*) FROM reclaimed_sessions WHERE outcome = 'TERMINATED'", Integer.class));
    }

    private void fill() {
        while (tryConnect()) {
            assertThat(sessions).as("more sessions than slots").hasSizeLessThan(10 * MAX_CONNECTIONS);
        }
    }

    private boolean tryConnect() {
        try {
            sessions.add(DriverManager.getConnection(target.jdbcUrlWithoutUser("postgres")
                    + "?ApplicationName=leak&user=" + ActuatorTestEnvironment.APPLICATION_ROLE));
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
