package io.connwarden.client.topics;

import io.connwarden.contracts.message.Result;

/** Hears what became of commands and of automatic actions. */
public final class ResultConsumer extends TopicConsumer<Result> {

    private ResultConsumer(KafkaAccess access, ReadOptions options, EventListener<Result> listener) {
        super(access, access.topics().results(), options, Result.class, listener);
    }

    /**
     * Hears every result from now on.
     *
     * @param access the Kafka of Connwarden's topics
     * @param listener told on the consumer's one thread
     * @return a running consumer, to be closed
     */
    public static ResultConsumer start(KafkaAccess access, EventListener<Result> listener) {
        return start(access, ReadOptions.latest(), listener);
    }

    /**
     * Hears results.
     *
     * @param access the Kafka of Connwarden's topics
     * @param options where to begin, and which to hear
     * @param listener told on the consumer's one thread
     * @return a running consumer, to be closed
     */
    public static ResultConsumer start(KafkaAccess access, ReadOptions options, EventListener<Result> listener) {
        return new ResultConsumer(access, options, listener);
    }
}
