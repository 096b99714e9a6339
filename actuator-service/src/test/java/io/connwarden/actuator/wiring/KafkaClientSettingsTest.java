package io.connwarden.actuator.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.contracts.Topics;
import io.connwarden.runtime.ShutdownSignal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;

class KafkaClientSettingsTest {

    @Test
    void a_consumer_reads_committed_records_only_also_if_its_configuration_differs() {
        assertThat(containers(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted"), "connwarden.")
                        .consumerProperties())
                .containsEntry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .containsEntry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    }

    @Test
    void installations_with_different_topic_prefixes_have_different_groups() {
        assertThat(group(Map.of(), "connwarden.")).isEqualTo("connwarden.actuator-health");
        assertThat(group(Map.of(), "staging.")).isEqualTo("staging.actuator-health");
        assertThat(group(Map.of(ConsumerConfig.GROUP_ID_CONFIG, "mine"), "staging."))
                .isEqualTo("mine-health");
    }

    @Test
    void results_and_alerts_are_written_in_a_form_that_every_client_reads() throws IOException {
        assertThat(new YamlPropertySourceLoader()
                        .load("defaults", new ClassPathResource("actuator-service.yml"))
                        .get(0)
                        .getProperty("spring.kafka.producer.compression-type"))
                .isEqualTo("none");
        assertThat(new YamlPropertySourceLoader()
                        .load("defaults", new ClassPathResource("actuator-service.yml"))
                        .get(0)
                        .getProperty("spring.kafka.consumer.group-id"))
                .as("a common group of all installations")
                .isNull();
    }

    private static String group(Map<String, Object> configured, String prefix) {
        return containers(configured, prefix)
                .create("health", new ContainerProperties("health"), batch -> {})
                .getContainerProperties()
                .getGroupId();
    }

    private static BatchListenerContainers containers(Map<String, Object> configured, String prefix) {
        return new BatchListenerContainers(
                new DefaultKafkaConsumerFactory<>(configured),
                new Topics(prefix),
                new ShutdownSignal(),
                new ActuatorMetrics(new SimpleMeterRegistry()));
    }
}
