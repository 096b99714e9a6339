package io.connwarden.client.topics;

import io.connwarden.contracts.message.Alert;

/** A consumer of the alert topic: alerts that fire and alerts that resolve. */
public final class AlertConsumer extends TopicConsumer<Alert> {

    private AlertConsumer(KafkaSettings kafka, ConsumerOptions options, TopicEventListener<Alert> listener) {
        super(kafka, kafka.topics().alerts(), options, Alert.class, listener);
    }

    /**
     * Starts a consumer of every alert sent from now on.
     *
     * @param kafka the Kafka cluster and the topic names
     * @param listener called on the thread of the consumer
     * @return a running consumer, to be closed
     */
    public static AlertConsumer start(KafkaSettings kafka, TopicEventListener<Alert> listener) {
        return start(kafka, ConsumerOptions.latest(), listener);
    }

    /**
     * Starts a consumer with options.
     *
     * @param kafka the Kafka cluster and the topic names
     * @param options start position, consumer group and target
     * @param listener called on the thread of the consumer
     * @return a running consumer, to be closed
     */
    public static AlertConsumer start(
            KafkaSettings kafka, ConsumerOptions options, TopicEventListener<Alert> listener) {
        return new AlertConsumer(kafka, options, listener);
    }
}
