package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.SOURCE;
import static io.connwarden.actuator.ActuatorTestEnvironment.TARGET;
import static io.connwarden.actuator.ActuatorTestEnvironment.command;
import static io.connwarden.actuator.ActuatorTestEnvironment.now;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch in a codec that the actuator cannot load, because its directory for libraries is not usable. */
class UnreadablePartitionIT {
    private static final int BLOCKED = 0;

    @Test
    void a_batch_that_cannot_be_decompressed_holds_back_its_partition_only_and_is_read_after_a_repair(
            @TempDir Path folder) throws Exception {
        File output = folder.resolve("actuator.txt").toFile();
        try (ActuatorTestEnvironment environment = new ActuatorTestEnvironment()) {
            List<String> arguments = environment.arguments(
                    "connwarden.alerting.faults.check-interval=1s", "connwarden.alerting.faults.fire-after=1s");
            // One poll reads all partitions, and the error must not skip what it has read of the others.
            environment.createTopic(environment.topics.commands(), 3);
            String first = send(environment, 1, "none");
            String compressed = send(environment, BLOCKED, "snappy");
            String second = send(environment, 2, "none");
            String behind;
            try (ActuatorProcess actuator =
                    ActuatorProcess.start(List.of("-Dorg.xerial.snappy.tempdir=/dev/null/x"), arguments, output)) {
                environment.awaitResult(first);
                environment.awaitResult(second);
                behind = send(environment, BLOCKED, "none");
                environment.awaitResult(send(environment, 1, "none"));
                environment.awaitResult(send(environment, 2, "gzip"));
                Alert alert = awaitAlert(environment, AlertStatus.FIRING);
                assertThat(alert.description())
                        .contains("partition " + environment.topics.commands() + "-" + BLOCKED
                                + " cannot be read from offset ");
                environment.awaitResult(send(environment, 1, "none"));
                assertThat(hasResult(environment, compressed)).isFalse();
                assertThat(hasResult(environment, behind)).isFalse();
                assertThat(actuator).isNotNull();
            }
            assertThat(readLog(output))
                    .contains("Compression codec snappy cannot be loaded")
                    .contains("-Dorg.xerial.snappy.tempdir");
            try (ActuatorProcess repaired = ActuatorProcess.start(List.of(), arguments, output)) {
                assertThat(environment.awaitResult(compressed).outcome()).isEqualTo(CommandOutcome.COMPLETED);
                assertThat(environment.awaitResult(behind).outcome()).isEqualTo(CommandOutcome.COMPLETED);
                awaitAlert(environment, AlertStatus.RESOLVED);
                assertThat(repaired).isNotNull();
            }
        }
    }

    private static String readLog(File output) throws IOException {
        return Files.readString(output.toPath(), UTF_8);
    }

    private static boolean hasResult(ActuatorTestEnvironment environment, String id) {
        return ActuatorTestEnvironment.count(environment.results, result -> id.equals(result.commandId())) > 0;
    }

    private static Alert awaitAlert(ActuatorTestEnvironment environment, AlertStatus state) {
        return environment
                .alerts
                .awaitOne(alert -> alert.name().equals("ConsumerNotAdvancing") && alert.state() == state)
                .data();
    }

    /** Sends a STATUS to a partition in a codec of its own. */
    private static String send(ActuatorTestEnvironment environment, int partition, String codec) throws Exception {
        String id = UUID.randomUUID().toString();
        Event<?> event =
                new Event<>(new EventId(SOURCE, id), now(), command(TARGET, new CommandParameters.Status(), false));
        byte[] value = EventCodec.instance().encode(event).value();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        environment.bootstrapServers,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        codec),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(environment.topics.commands(), partition, TARGET.getBytes(UTF_8), value))
                    .get();
        }
        return id;
    }
}
