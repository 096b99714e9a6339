package io.connwarden.standalone.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.connwarden.actuator.ActuatorApplication;
import io.connwarden.contracts.codec.DecodeResult;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Health;
import io.connwarden.monitor.MonitorApplication;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
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
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(reading(bootstrapServers))) {
            consumer.subscribe(List.of("connwarden.health"));
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return !records.isEmpty();
            });
        }
        return health(records.get(0));
    }

    private static Health health(ConsumerRecord<byte[], byte[]> record) {
        Map<String, byte[]> headers = new HashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), header.value()));
        DecodeResult decoded =
                EventCodec.instance().decode(headers, record.value(), Instant.ofEpochMilli(record.timestamp()));
        assertThat(decoded).isInstanceOf(DecodeResult.Decoded.class);
        return (Health) ((DecodeResult.Decoded) decoded).event().data();
    }

    private static Properties reading(String bootstrapServers) {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, "containers-it");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        return properties;
    }
}
