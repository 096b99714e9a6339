package io.connwarden.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Health;
import io.connwarden.embedded.fixture.SessionCrowd;
import io.connwarden.embedded.fixture.SharedInfrastructure;
import io.connwarden.embedded.kafka.KafkaServer;
import io.connwarden.embedded.kafka.KafkaServerOptions;
import io.connwarden.monitor.publishing.KafkaLink;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class KafkaAwayIT {
    private static final String TARGET = "orders-db";
    private static final ConditionFactory SOON = await().atMost(Duration.ofSeconds(90));

    @TempDir
    Path folder;

    @Test
    void it_starts_without_kafka_survives_its_death_and_sends_the_newest_state_upon_its_return(CapturedOutput output)
            throws Exception {
        int port = freePort();
        try (ConfigurableApplicationContext monitor = startMonitor(port)) {
            KafkaLink link = monitor.getBean(KafkaLink.class);
            SOON.until(link::isAway);

            KafkaServer first = startKafka(port);
            SOON.until(() -> !link.isAway());
            kill(first);
            SOON.until(link::isAway);
            double droppedBefore = dropped(monitor);

            try (SessionCrowd crowd =
                    SessionCrowd.idle(SharedInfrastructure.postgres().jdbcUrl("postgres"), 20, "came-meanwhile")) {
                Instant crowded = Instant.now();
                SOON.until(() -> dropped(monitor) > droppedBefore + 3);
                try (KafkaServer second = startKafka(port);
                        HealthTopicReader topic =
                                new HealthTopicReader(second.bootstrapServers(), "connwarden.health")) {
                    SOON.until(() -> topic.of(TARGET).stream()
                            .anyMatch(event -> event.time().isAfter(crowded) && sessions(event) >= crowd.size()));
                    assertThat(topic.of(TARGET))
                            .extracting(Event::time)
                            .as("order per target")
                            .isSorted();
                    assertThat(topic.of(TARGET)).extracting(Event::id).doesNotHaveDuplicates();
                }
            }
        }
        assertThat(output.getAll())
                .contains("Kafka is away")
                .contains("Kafka is back after")
                .containsPattern(TARGET + ": the newest state is sent; [0-9]+ earlier ones were superseded");
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
                KafkaServerOptions.standard().onPort(port, "port").keptIn(folder.resolve("kafka")));
    }

    /** As the machine under it would, without a word to anybody. */
    private static void kill(KafkaServer kafka) {
        ProcessHandle process = ProcessHandle.of(kafka.pid()).orElseThrow();
        assertThat(process.destroyForcibly()).isTrue();
        SOON.until(() -> !process.isAlive());
        kafka.close();
    }

    private static double dropped(ConfigurableApplicationContext monitor) {
        return monitor.getBean(MeterRegistry.class)
                .get("connwarden.health.dropped")
                .tag("target", TARGET)
                .counter()
                .count();
    }

    private static int sessions(Event<Health> event) {
        return event.data().counts() == null ? 0 : event.data().counts().totalConnections();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
