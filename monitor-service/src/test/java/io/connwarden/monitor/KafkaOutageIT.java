package io.connwarden.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.topics.ConsumerOptions;
import io.connwarden.client.topics.KafkaSettings;
import io.connwarden.client.topics.SessionsConsumer;
import io.connwarden.client.topics.StartPosition;
import io.connwarden.client.topics.TopicConsumer;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.SessionSnapshot;
import io.connwarden.embedded.kafka.KafkaServer;
import io.connwarden.embedded.kafka.KafkaServerOptions;
import io.connwarden.monitor.publishing.KafkaConnectionState;
import io.connwarden.testing.SharedInfrastructure;
import io.connwarden.testing.TestSessions;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class KafkaOutageIT {
    private static final String TARGET = "orders-db";
    private static final ConditionFactory AWAIT = await().atMost(Duration.ofMinutes(3));

    @TempDir
    Path folder;

    @Test
    void the_monitor_starts_without_kafka_survives_an_outage_and_then_sends_the_latest_state(CapturedOutput output)
            throws Exception {
        int port = portOutsideEphemeralRange();
        try (ConfigurableApplicationContext monitor = startMonitor(port)) {
            KafkaConnectionState connection = monitor.getBean(KafkaConnectionState.class);
            AWAIT.until(connection::isDown);

            KafkaServer first = startKafka(port);
            AWAIT.until(() -> !connection.isDown());
            kill(first);
            AWAIT.until(connection::isDown);
            double supersededBefore = supersededCount(monitor);

            try (TestSessions crowd = TestSessions.idle(
                    SharedInfrastructure.postgres().jdbcUrl("postgres"), 20, "connected-during-outage")) {
                Instant crowded = Instant.now();
                AWAIT.until(() -> supersededCount(monitor) > supersededBefore + 3);
                // Neither publisher delays the sampling.
                AWAIT.until(() -> snapshotsSuperseded(monitor) > 3);
                List<SessionSnapshot> snapshots = new CopyOnWriteArrayList<>();
                try (KafkaServer second = startKafka(port);
                        TopicConsumer<SessionSnapshot> sessions = SessionsConsumer.start(
                                KafkaSettings.of(second.bootstrapServers(), "/monitor-tests"),
                                ConsumerOptions.startingAt(new StartPosition.Earliest()),
                                event -> snapshots.add(event.data()));
                        HealthTopicReader topic =
                                new HealthTopicReader(second.bootstrapServers(), "connwarden.health")) {
                    AWAIT.until(() -> topic.eventsOf(TARGET).stream()
                            .anyMatch(event -> event.time().isAfter(crowded) && sessions(event) >= crowd.size()));
                    // The snapshots continue too, with what was connected during the outage.
                    AWAIT.until(() -> snapshots.stream()
                            .anyMatch(snapshot -> snapshot.capturedAt().isAfter(crowded)
                                    && snapshot.rows().size() >= crowd.size()));
                    assertThat(sessions.status()).isNotNull();
                    assertThat(topic.eventsOf(TARGET))
                            .extracting(Event::time)
                            .as("order per target")
                            .isSorted();
                    assertThat(topic.eventsOf(TARGET)).extracting(Event::id).doesNotHaveDuplicates();
                    AWAIT.untilAsserted(() -> assertThat(output.getAll())
                            .contains("Kafka is down; the latest state of each target is kept")
                            .contains("Kafka is up again. Duration of the outage:")
                            .containsPattern("Sent the latest health event of target " + TARGET
                                    + "; [0-9]+ earlier events were superseded"));
                }
            }
        }
    }

    private static ConfigurableApplicationContext startMonitor(int kafkaPort) {
        return MonitorApplication.builder()
                .run(List.of(
                                "--server.port=0",
                                "--spring.kafka.bootstrap-servers=127.0.0.1:" + kafkaPort,
                                "--connwarden.monitor.health-check-interval=200ms",
                                "--connwarden.targets[0].id=" + TARGET,
                                "--connwarden.targets[0].url="
                                        + SharedInfrastructure.postgres().jdbcUrlWithoutUser("postgres"),
                                "--connwarden.targets[0].user=postgres")
                        .toArray(String[]::new));
    }

    private KafkaServer startKafka(int port) {
        return KafkaServer.start(
                KafkaServerOptions.standard().withPort(port, "port").withDirectory(folder.resolve("kafka")));
    }

    /** Kills the process without an orderly shutdown, like a crash of its machine. */
    private static void kill(KafkaServer kafka) {
        ProcessHandle process = ProcessHandle.of(kafka.pid()).orElseThrow();
        assertThat(process.destroyForcibly()).isTrue();
        AWAIT.until(() -> !process.isAlive());
        kafka.close();
    }

    private static double supersededCount(ConfigurableApplicationContext monitor) {
        return monitor.getBean(MeterRegistry.class)
                .get("connwarden.monitor.events.superseded")
                .tag("target", TARGET)
                .counter()
                .count();
    }

    private static double snapshotsSuperseded(ConfigurableApplicationContext monitor) {
        return monitor.getBean(MeterRegistry.class)
                .get("connwarden.monitor.snapshots.superseded")
                .tag("target", TARGET)
                .counter()
                .count();
    }

    private static int sessions(Event<Health> event) {
        return event.data().counts() == null ? 0 : event.data().counts().totalConnections();
    }

    /** Returns a free port that the system gives to no other program while Kafka is down. */
    private static int portOutsideEphemeralRange() {
        int first = 20_000 + (int) (ProcessHandle.current().pid() % 10_000);
        return IntStream.range(first, 32_768)
                .filter(KafkaOutageIT::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
