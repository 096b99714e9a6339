package io.connwarden.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TopicSettingsTest {

    @Test
    void defaults_are_six_partitions_and_the_replication_of_the_broker() {
        TopicSettings none = TopicSettings.defaults();
        assertThat(none.names().health()).isEqualTo("connwarden.health");
        assertThat(none.effectivePartitions()).isEqualTo(6);
        assertThat(none.effectiveReplicationFactor()).isEqualTo((short) -1);
    }

    @Test
    void the_creation_command_can_be_pasted() {
        assertThat(new TopicSettings("prod.", 12, 3).creationCommand("k1:9092,k2:9092", "prod.health"))
                .isEqualTo("kafka-topics.sh --bootstrap-server k1:9092,k2:9092 --create --topic prod.health"
                        + " --partitions 12 --replication-factor 3");
        assertThat(TopicSettings.defaults().creationCommand("k1:9092", "connwarden.health"))
                .isEqualTo("kafka-topics.sh --bootstrap-server k1:9092 --create --topic connwarden.health"
                        + " --partitions 6");
    }

    @Test
    void invalid_values_are_rejected_with_the_allowed_range() {
        assertThatThrownBy(() -> new TopicSettings(null, 0, null)).hasMessage("partitions must be 1 to 10000, was 0");
        assertThatThrownBy(() -> new TopicSettings(null, null, 0))
                .hasMessage("replicationFactor must be 1 to 100, or -1 for the default of the broker, was 0");
        assertThatThrownBy(() -> new TopicSettings("a b", null, null)).hasMessageContaining("'a b'");
    }
}
