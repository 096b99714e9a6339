package io.connwarden.client.topics;

import io.connwarden.contracts.message.Look;

/** A consumer of the topic with the requests for fresh samples. */
public final class LookConsumer extends TopicConsumer<Look> {

    private LookConsumer(KafkaSettings kafka, ConsumerOptions options, TopicEventListener<Look> listener) {
        super(kafka, kafka.topics().looks(), options, Look.class, listener);
    }

    /**
     * Starts a consumer of the requests that are sent from now on.
     *
     * @param kafka the Kafka cluster and the topic names
     * @param listener called on the thread of the consumer
     * @return a running consumer, to be closed
     */
    public static LookConsumer start(KafkaSettings kafka, TopicEventListener<Look> listener) {
        return new LookConsumer(kafka, ConsumerOptions.latest(), listener);
    }
}
