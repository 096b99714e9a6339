package io.connwarden.client.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.connwarden.contracts.Topics;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
    private final KafkaSettings kafka = KafkaSettings.of("kafka-1:9092", "/tests");

    @Test
    void added_properties_override_earlier_properties_and_keep_the_others() {
        KafkaSettings changed = kafka.withProperties(Map.of("security.protocol", "SSL", "client.id", "one"))
                .withProperties(Map.of("client.id", "two"));
        assertThat(changed.properties())
                .containsOnly(Map.entry("security.protocol", "SSL"), Map.entry("client.id", "two"));
        assertThat(kafka.properties()).isEmpty();
    }

    @Test
    void properties_of_the_application_override_the_defaults_of_the_client() {
        Map<String, Object> settings =
                kafka.withProperties(Map.of("linger.ms", "20")).settings(Map.of("linger.ms", 0, "acks", "all"));
        assertThat(settings)
                .containsEntry("bootstrap.servers", "kafka-1:9092")
                .containsEntry("linger.ms", "20")
                .containsEntry("acks", "all");
    }

    @Test
    void a_consumer_reads_committed_records_only() {
        assertThat(KafkaConsumerProperties.of(kafka, ConsumerOptions.latest()))
                .containsEntry("isolation.level", "read_committed");
    }

    @Test
    void new_topic_names_keep_servers_source_and_properties() {
        KafkaSettings changed = kafka.withProperties(Map.of("client.id", "one")).withTopics(new Topics("guard."));
        assertThat(changed)
                .isEqualTo(
                        new KafkaSettings("kafka-1:9092", new Topics("guard."), "/tests", Map.of("client.id", "one")));
    }

    @Test
    void blank_servers_and_a_blank_source_are_rejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KafkaSettings.of(" ", "/tests"))
                .withMessageContaining("bootstrapServers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KafkaSettings.of("kafka-1:9092", " "))
                .withMessageContaining("source");
    }

    @Test
    void properties_are_not_printed() {
        assertThat(kafka.withProperties(Map.of("sasl.jaas.config", "secret")).toString())
                .doesNotContain("secret");
    }
}
