package io.connwarden.client.topics;

import io.connwarden.contracts.message.Result;

/** A consumer of the result topic: results of commands and of automatic actions. */
public final class ResultConsumer extends TopicConsumer<Result> {

    private ResultConsumer(KafkaSettings kafka, ConsumerOptions options, TopicEventListener<Result> listener) {
        super(kafka, kafka.topics().results(), options, Result.class, listener);
    }

    /**
     * Starts a consumer of every result sent from now on.
     *
     * @param kafka the Kafka cluster and the topic names
     * @param listener called on the thread of the consumer
     * @return a running consumer, to be closed
     */
    public static ResultConsumer start(KafkaSettings kafka, TopicEventListener<Result> listener) {
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
    public static ResultConsumer start(
            KafkaSettings kafka, ConsumerOptions options, TopicEventListener<Result> listener) {
        return new ResultConsumer(kafka, options, listener);
    }
}
