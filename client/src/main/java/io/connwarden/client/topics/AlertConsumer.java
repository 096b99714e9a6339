package io.connwarden.client.topics;

import io.connwarden.contracts.message.Alert;

/** Hears alerts that fire and resolve. */
public final class AlertConsumer extends TopicConsumer<Alert> {

    private AlertConsumer(KafkaAccess access, ReadOptions options, EventListener<Alert> listener) {
        super(access, access.topics().alerts(), options, Alert.class, listener);
    }

    /**
     * Hears every alert from now on.
     *
     * @param access the Kafka of Connwarden's topics
     * @param listener told on the consumer's one thread
     * @return a running consumer, to be closed
     */
    public static AlertConsumer start(KafkaAccess access, EventListener<Alert> listener) {
        return start(access, ReadOptions.latest(), listener);
    }

    /**
     * Hears alerts.
     *
     * @param access the Kafka of Connwarden's topics
     * @param options where to begin, and which to hear
     * @param listener told on the consumer's one thread
     * @return a running consumer, to be closed
     */
    public static AlertConsumer start(KafkaAccess access, ReadOptions options, EventListener<Alert> listener) {
        return new AlertConsumer(access, options, listener);
    }
}
