package io.connwarden.client.topics;

import io.connwarden.contracts.message.Health;
import java.time.Duration;

/** A consumer of the health topic. */
public final class HealthConsumer extends TopicConsumer<Health> {
    private static final Duration RECENT = Duration.ofSeconds(90);

    private HealthConsumer(KafkaSettings kafka, ConsumerOptions options, TopicEventListener<Health> listener) {
        super(kafka, kafka.topics().health(), options, Health.class, listener);
    }

    /**
     * Starts a consumer of the health of every target. It begins with the last 90 s, so that the current health is
     * delivered at once.
     *
     * @param kafka the Kafka cluster and the topic names
     * @param listener called on the thread of the consumer
     * @return a running consumer, to be closed
     */
    public static HealthConsumer start(KafkaSettings kafka, TopicEventListener<Health> listener) {
        return start(kafka, ConsumerOptions.startingAt(new StartPosition.ByDuration(RECENT)), listener);
    }

    /**
     * Starts a consumer with options.
     *
     * @param kafka the Kafka cluster and the topic names
     * @param options start position, consumer group and target
     * @param listener called on the thread of the consumer
     * @return a running consumer, to be closed
     */
    public static HealthConsumer start(
            KafkaSettings kafka, ConsumerOptions options, TopicEventListener<Health> listener) {
        return new HealthConsumer(kafka, options, listener);
    }
}
