package io.connwarden.client.topics;

import io.connwarden.contracts.message.Health;
import java.time.Duration;

/** Hears the health of targets. */
public final class HealthConsumer extends TopicConsumer<Health> {
    private static final Duration RECENT = Duration.ofSeconds(90);

    private HealthConsumer(KafkaAccess access, ReadOptions options, EventListener<Health> listener) {
        super(access, access.topics().health(), options, Health.class, listener);
    }

    /**
     * Hears every health event, from a minute and a half ago on, so that the present state is known at once.
     *
     * @param access the Kafka of Connwarden's topics
     * @param listener told on the consumer's one thread
     * @return a running consumer, to be closed
     */
    public static HealthConsumer start(KafkaAccess access, EventListener<Health> listener) {
        return start(access, ReadOptions.startingAt(new StartPosition.ByDuration(RECENT)), listener);
    }

    /**
     * Hears health.
     *
     * @param access the Kafka of Connwarden's topics
     * @param options where to begin, and which to hear
     * @param listener told on the consumer's one thread
     * @return a running consumer, to be closed
     */
    public static HealthConsumer start(KafkaAccess access, ReadOptions options, EventListener<Health> listener) {
        return new HealthConsumer(access, options, listener);
    }
}
