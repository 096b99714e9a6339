package io.connwarden.client.topics;

import io.connwarden.contracts.message.SessionSnapshot;
import java.time.Duration;

/**
 * A consumer of the topic with the sessions of each sample. A snapshot has up to 5,000 rows. The topic is compressed
 * with a codec that the monitor is configured for, gzip by default.
 */
public final class SessionsConsumer extends TopicConsumer<SessionSnapshot> {
    private static final Duration RECENT = Duration.ofSeconds(90);

    private SessionsConsumer(
            KafkaSettings kafka, ConsumerOptions options, TopicEventListener<SessionSnapshot> listener) {
        super(kafka, kafka.topics().sessions(), options, SessionSnapshot.class, listener);
    }

    /**
     * Starts a consumer of the sessions of every target. It begins with the last 90 s, so that the current sessions are
     * delivered at once.
     *
     * @param kafka the Kafka cluster and the topic names
     * @param listener called on the thread of the consumer
     * @return a running consumer, to be closed
     */
    public static SessionsConsumer start(KafkaSettings kafka, TopicEventListener<SessionSnapshot> listener) {
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
    public static SessionsConsumer start(
            KafkaSettings kafka, ConsumerOptions options, TopicEventListener<SessionSnapshot> listener) {
        return new SessionsConsumer(kafka, options, listener);
    }
}
