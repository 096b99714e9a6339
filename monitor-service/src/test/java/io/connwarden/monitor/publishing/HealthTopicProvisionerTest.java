package io.connwarden.monitor.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.configuration.TopicSettings;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HealthTopicProvisionerTest {
    private final HealthTopicProvisioner topic = new HealthTopicProvisioner(
            Map.of("bootstrap.servers", List.of("k1:9092", "k2:9092")), new TopicSettings("prod.", 12, 3));

    @ParameterizedTest
    @MethodSource("refusals")
    void a_rejected_creation_reports_the_command_for_an_administrator(Exception refusal) {
        assertThat(topic.resultOf(refusal))
                .isInstanceOfSatisfying(
                        TopicProvisioningResult.Rejected.class,
                        refused -> assertThat(refused.reason())
                                .contains("prod.health", refusal.getMessage())
                                .endsWith(
                                        "kafka-topics.sh --bootstrap-server k1:9092,k2:9092 --create --topic prod.health"
                                                + " --partitions 12 --replication-factor 3"));
    }

    static List<Exception> refusals() {
        return List.of(
                new TopicAuthorizationException("Not authorized to create topic."),
                new ClusterAuthorizationException("Cluster authorization failed."),
                new PolicyViolationException("Topics are made by the platform team."),
                new InvalidReplicationFactorException("Replication factor: 3 larger than available brokers: 1."));
    }

    @Test
    void a_timeout_is_reported_as_unavailable() {
        assertThat(topic.resultOf(new TimeoutException("no node")))
                .isEqualTo(new TopicProvisioningResult.Unavailable("TimeoutException: no node"));
    }

    @Test
    void a_topic_created_by_another_process_is_reported_as_existing() {
        assertThat(topic.resultOf(new TopicExistsException("there")))
                .isInstanceOf(TopicProvisioningResult.Exists.class);
    }

    @Test
    void an_unresolvable_address_is_reported_as_unavailable() throws InterruptedException {
        HealthTopicProvisioner nowhere =
                new HealthTopicProvisioner(Map.of("bootstrap.servers", "kafka.invalid:9092"), TopicSettings.none());
        assertThat(nowhere.ensureTopic()).isInstanceOf(TopicProvisioningResult.Unavailable.class);
    }
}
