package io.connwarden.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.configuration.TopicSettings;
import io.connwarden.runtime.TopicProvisioningResult.TopicState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaTopicProvisionerTest {
    private static final String TOPIC = "prod.health";

    private final KafkaTopicProvisioner provisioner = new KafkaTopicProvisioner(
            Map.of("bootstrap.servers", List.of("k1:9092", "k2:9092")),
            new TopicSettings("prod.", 12, 3),
            List.of(TOPIC));

    @ParameterizedTest
    @MethodSource("rejections")
    void a_rejected_creation_reports_the_command_for_an_administrator(Exception rejection) {
        assertThat(provisioner.stateAfter(TOPIC, new ExecutionException(rejection)))
                .isInstanceOfSatisfying(
                        TopicState.Rejected.class,
                        rejected -> assertThat(rejected.reason())
                                .startsWith("Cannot create topic prod.health (")
                                .contains(rejection.getMessage())
                                .endsWith("Ask a Kafka administrator to run: kafka-topics.sh"
                                        + " --bootstrap-server k1:9092,k2:9092 --create --topic prod.health"
                                        + " --partitions 12 --replication-factor 3"));
    }

    static List<Exception> rejections() {
        return List.of(
                new TopicAuthorizationException("Not authorized to create topic."),
                new ClusterAuthorizationException("Cluster authorization failed."),
                new PolicyViolationException("Topics are made by the platform team."),
                new InvalidReplicationFactorException("Replication factor: 3 larger than available brokers: 1."));
    }

    @Test
    void a_timeout_is_transient() {
        TimeoutException timeout = new TimeoutException("no node");

        assertThatThrownBy(() -> provisioner.stateAfter(TOPIC, new ExecutionException(timeout)))
                .isSameAs(timeout);
    }

    @Test
    void a_topic_created_by_another_process_is_reported_as_existing() {
        assertThat(provisioner.stateAfter(TOPIC, new ExecutionException(new TopicExistsException("there"))))
                .isEqualTo(new TopicState.Exists(TOPIC, 12));
    }

    @Test
    void an_unresolvable_address_is_reported_as_unavailable() throws InterruptedException {
        KafkaTopicProvisioner nowhere = new KafkaTopicProvisioner(
                Map.of("bootstrap.servers", "kafka.invalid:9092"), TopicSettings.defaults(), List.of(TOPIC));

        assertThat(nowhere.ensureTopics()).isInstanceOf(TopicProvisioningResult.KafkaDown.class);
    }
}
