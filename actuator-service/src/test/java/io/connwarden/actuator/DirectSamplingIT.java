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
import io.connwarden.testing.SharedInfrastructure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** A server that fills up while Kafka is down is relieved without a health event. */
@ExtendWith(OutputCaptureExtension.class)
class DirectSamplingIT {
    private static final ConditionFactory AWAIT = await().atMost(ActuatorTestEnvironment.MAX_WAIT);
    private static final int MAX_CONNECTIONS = 20;

    @TempDir
    Path folder;

    private final List<Connection> sessions = new ArrayList<>();
    private PostgresServer target;
    private KafkaServer broker;
    private ActuatorTestEnvironment environment;
    private ConfigurableApplicationContext actuator;

    @BeforeEach
    void start() {
        target = PostgresServer.start(PostgresServerOptions.standard().withMaxConnections(MAX_CONNECTIONS));
        ActuatorTestEnvironment.createRoles(target);
        broker = KafkaServer.start(options());
        environment = new ActuatorTestEnvironment(broker.bootstrapServers(), SharedInfrastructure.postgres());
        actuator = environment.startActuator(
                "connwarden.targets[0].url=" + target.jdbcUrlWithoutUser("postgres"),
                "connwarden.actuator.direct-sampling-after=2s",
                "connwarden.actuator.direct-sampling-interval=500ms");
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
        target.close();
    }

    @Test
    void a_server_that_fills_up_while_kafka_is_down_is_relieved_and_the_result_follows(CapturedOutput output) {
        int port = broker.port();
        broker.close();
        AWAIT.until(() -> output.getAll().contains("is sampled by the actuator every 500 ms"));
        fill();
        AWAIT.until(this::tryConnect);
        AWAIT.until(() -> environment.store.queryForObject(
                        "SELECT count(*) FROM reclaimed_sessions WHERE outcome = 'TERMINATED'", Integer.class)
                > 0);
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

    private void fill() {
        AWAIT.until(() -> !tryConnect());
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
