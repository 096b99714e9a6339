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

class HealthTopicTest {
    private final HealthTopic topic = new HealthTopic(
            Map.of("bootstrap.servers", List.of("k1:9092", "k2:9092")), new TopicSettings("prod.", 12, 3));

    @ParameterizedTest
    @MethodSource("refusals")
    void who_may_not_create_the_topic_is_told_the_command_for_somebody_who_may(Exception refusal) {
        assertThat(topic.answerTo(refusal))
                .isInstanceOfSatisfying(
                        TopicAnswer.Refused.class,
                        refused -> assertThat(refused.sentence())
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
    void a_kafka_that_does_not_answer_is_asked_again_and_blamed_for_nothing() {
        assertThat(topic.answerTo(new TimeoutException("no node")))
                .isEqualTo(new TopicAnswer.Unanswered("TimeoutException: no node"));
    }

    @Test
    void another_monitor_may_have_been_quicker() {
        assertThat(topic.answerTo(new TopicExistsException("there"))).isInstanceOf(TopicAnswer.Existing.class);
    }

    @Test
    void an_address_that_cannot_be_resolved_yet_is_no_defect() throws InterruptedException {
        HealthTopic nowhere = new HealthTopic(Map.of("bootstrap.servers", "kafka.invalid:9092"), TopicSettings.none());
        assertThat(nowhere.ensure()).isInstanceOf(TopicAnswer.Unanswered.class);
    }
}
