package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.SOURCE;
import static io.connwarden.actuator.ActuatorTestEnvironment.TARGET;
import static io.connwarden.actuator.ActuatorTestEnvironment.command;
import static io.connwarden.actuator.ActuatorTestEnvironment.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.EncodedEvent;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.testing.TestSessions;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Commands of producers that use Kafka transactions. */
@ExtendWith(OutputCaptureExtension.class)
class TransactionalCommandsIT {
    private static final CommandParameters ALL_IDLE = new CommandParameters.Cleanup(0.000_1, 1000);

    private ActuatorTestEnvironment environment;

    @BeforeEach
    void open() {
        environment = new ActuatorTestEnvironment();
    }

    @AfterEach
    void close() {
        ShiftedClock.ahead = Duration.ZERO;
        environment.close();
    }

    @Test
    void a_command_of_an_aborted_transaction_has_no_effect_and_no_result() {
        try (ConfigurableApplicationContext actuator = environment.startActuator();
                TestSessions sessions = ActuatorTestEnvironment.idleSessions(2, "transactional");
                KafkaProducer<byte[], byte[]> producer = transactionalProducer()) {
            environment.execute(new CommandParameters.Status());
            producer.beginTransaction();
            String aborted = send(producer, ALL_IDLE);
            String abortedPause = send(producer, new CommandParameters.Pause());
            producer.flush();
            producer.abortTransaction();
            // The same target has the same partition, so this result follows the aborted commands.
            assertThat(environment
                            .execute(new CommandParameters.Status())
                            .targetState()
                            .paused())
                    .isFalse();
            assertThat(hasResult(aborted) || hasResult(abortedPause)).isFalse();
            assertThat(sessions.alive()).hasSize(2);

            producer.beginTransaction();
            String committed = send(producer, ALL_IDLE);
            producer.commitTransaction();
            assertThat(environment.awaitResult(committed).terminatedCount()).isEqualTo(2);
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    @Test
    void a_command_behind_an_open_transaction_is_reported_until_the_transaction_ends(CapturedOutput output) {
        try (ConfigurableApplicationContext actuator = startWithShiftedClock(
                        "connwarden.alerting.faults.check-interval=1s", "connwarden.alerting.faults.fire-after=1s");
                KafkaProducer<byte[], byte[]> producer = transactionalProducer()) {
            environment.execute(new CommandParameters.Status());
            producer.beginTransaction();
            send(producer, new CommandParameters.Health());
            producer.flush();
            String waiting = environment.send(new CommandParameters.Status());
            Alert alert = awaitAlert(AlertStatus.FIRING);
            assertThat(alert.description())
                    .contains("partition " + environment.topics.commands())
                    .contains("2 records from offset ");
            assertThat(output.getOut())
                    .contains("Connwarden: commands or health events wait in Kafka behind an open transaction");
            assertThat(kafkaHealth(actuator)).containsKey("open-transactions");
            assertThat(readiness(actuator)).isEqualTo(Status.UP);
            ShiftedClock.ahead = Duration.ofMinutes(1);
            assertThat(readiness(actuator)).as("after a minute").isEqualTo(Status.DOWN);
            ShiftedClock.ahead = Duration.ZERO;
            assertThat(hasResult(waiting)).isFalse();
            producer.abortTransaction();
            assertThat(environment.awaitResult(waiting).outcome()).isEqualTo(CommandOutcome.COMPLETED);
            awaitAlert(AlertStatus.RESOLVED);
            await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                    .until(() -> !kafkaHealth(actuator).containsKey("open-transactions"));
            assertThat(readiness(actuator)).isEqualTo(Status.UP);
        }
    }

    private ConfigurableApplicationContext startWithShiftedClock(String... more) {
        return ActuatorApplication.builder()
                .sources(ShiftedClock.class)
                .run(environment.arguments(more).toArray(String[]::new));
    }

    private static Status readiness(ConfigurableApplicationContext actuator) {
        return actuator.getBean(HealthEndpoint.class).healthForPath("readiness").getStatus();
    }

    private static Map<String, Object> kafkaHealth(ConfigurableApplicationContext actuator) {
        return actuator.getBean("kafkaHealthIndicator", HealthIndicator.class)
                .health()
                .getDetails();
    }

    private Alert awaitAlert(AlertStatus state) {
        return environment
                .alerts
                .awaitOne(alert -> alert.name().equals("RecordsBehindOpenTransaction") && alert.state() == state)
                .data();
    }

    private boolean hasResult(String id) {
        return ActuatorTestEnvironment.count(environment.results, result -> id.equals(result.commandId())) > 0;
    }

    private KafkaProducer<byte[], byte[]> transactionalProducer() {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        environment.bootstrapServers,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        UUID.randomUUID().toString(),
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        (int) ActuatorTestEnvironment.MAX_WAIT.toMillis() * 3),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    private String send(KafkaProducer<byte[], byte[]> producer, CommandParameters parameters) {
        String id = UUID.randomUUID().toString();
        EncodedEvent encoded = EventCodec.instance()
                .encode(new Event<>(new EventId(SOURCE, id), now(), command(TARGET, parameters, false)));
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(environment.topics.commands(), encoded.key(), encoded.value());
        encoded.headers().forEach(record.headers()::add);
        var unused = producer.send(record);
        return id;
    }
}
