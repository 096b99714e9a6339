package io.connwarden.standalone.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.connwarden.actuator.ActuatorApplication;
import io.connwarden.client.topics.ConsumerOptions;
import io.connwarden.client.topics.HealthConsumer;
import io.connwarden.client.topics.KafkaSettings;
import io.connwarden.client.topics.StartPosition;
import io.connwarden.contracts.message.Health;
import io.connwarden.monitor.MonitorApplication;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Both services on the container images of Kafka and PostgreSQL. All other tests run without containers. */
class ContainersIT {

    @BeforeAll
    static void skip_without_a_docker_engine() {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "No Docker engine is available, so the services are not tested on the container images");
    }

    @Test
    void both_services_run_on_the_images_of_kafka_and_postgresql() {
        try (KafkaContainer kafka = new KafkaContainer("apache/kafka:4.2.1");
                PostgreSQLContainer server = new PostgreSQLContainer("postgres:18")) {
            kafka.start();
            server.start();
            String[] settings = settings(kafka, server);
            try (ConfigurableApplicationContext monitor =
                            MonitorApplication.builder().run(settings);
                    ConfigurableApplicationContext actuator =
                            ActuatorApplication.builder().run(settings)) {
                assertThat(monitor.isActive()).isTrue();
                assertThat(actuator.isActive()).isTrue();
                assertThat(firstHealth(kafka.getBootstrapServers()).target()).isEqualTo("container-db");
            }
        }
    }

    private static String[] settings(KafkaContainer kafka, PostgreSQLContainer server) {
        Map<String, String> settings = new HashMap<>();
        settings.put("spring.kafka.bootstrap-servers", kafka.getBootstrapServers());
        settings.put("spring.datasource.url", server.getJdbcUrl());
        settings.put("spring.datasource.username", server.getUsername());
        settings.put("spring.datasource.password", server.getPassword());
        settings.put("connwarden.targets[0].id", "container-db");
        settings.put("connwarden.targets[0].url", server.getJdbcUrl());
        settings.put("connwarden.targets[0].user", server.getUsername());
        settings.put("connwarden.targets[0].password", server.getPassword());
        settings.put("server.port", "0");
        settings.put("management.server.port", "-1");
        return settings.entrySet().stream()
                .map(each -> "--" + each.getKey() + "=" + each.getValue())
                .toArray(String[]::new);
    }

    private static Health firstHealth(String bootstrapServers) {
        BlockingQueue<Health> received = new LinkedBlockingQueue<>();
        HealthConsumer consumer = HealthConsumer.start(
                KafkaSettings.of(bootstrapServers, "/containers-it"),
                ConsumerOptions.startingAt(new StartPosition.Earliest()),
                event -> received.add(event.data()));
        try {
            await().atMost(Duration.ofMinutes(1)).until(() -> !received.isEmpty());
        } finally {
            consumer.close();
        }
        return received.element();
    }
}
