package io.connwarden.client.topics;

import io.connwarden.contracts.message.Result;

/** A consumer of the result topic: results of commands and of automatic actions. */
public final class ResultConsumer extends TopicConsumer<Result> {

    private ResultConsumer(KafkaAccess access, ConsumerOptions options, TopicEventListener<Result> listener) {
        super(access, access.topics().results(), options, Result.class, listener);
    }

    /**
     * Starts a consumer of every result sent from now on.
     *
     * @param access the Kafka cluster and the topic names
     * @param listener called on the thread of the consumer
     * @return a running consumer, to be closed
     */
    public static ResultConsumer start(KafkaAccess access, TopicEventListener<Result> listener) {
        return start(access, ConsumerOptions.latest(), listener);
    }

    /**
     * Starts a consumer with options.
     *
     * @param access the Kafka cluster and the topic names
     * @param options start position, consumer group and target
     * @param listener called on the thread of the consumer
     * @return a running consumer, to be closed
     */
    public static ResultConsumer start(
            KafkaAccess access, ConsumerOptions options, TopicEventListener<Result> listener) {
        return new ResultConsumer(access, options, listener);
    }
}
