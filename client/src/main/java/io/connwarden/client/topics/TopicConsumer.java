package io.connwarden.client.topics;

import io.connwarden.contracts.message.Message;
import java.time.Duration;
import java.util.List;

/**
 * A consumer of one topic that passes its events to a listener on one daemon thread. Waits for a topic that does not
 * exist yet, and resumes after an outage of Kafka. Thread-safe.
 *
 * @param <T> type of the messages of the topic
 */
public abstract sealed class TopicConsumer<T extends Message> implements AutoCloseable
        permits HealthConsumer, SessionsConsumer, ResultConsumer, AlertConsumer, LookConsumer {
    private final EventDispatcher<T> dispatcher;
    private final RecordConsumer consumer;

    TopicConsumer(
            KafkaSettings kafka, String topic, ConsumerOptions options, Class<T> type, TopicEventListener<T> listener) {
        this.dispatcher = new EventDispatcher<>(type, options, listener);
        this.consumer = RecordConsumer.start(kafka, List.of(topic), options, dispatcher);
    }

    /**
     * Waits until the start position in the topic is fixed. Every event sent after that is delivered.
     *
     * @param timeout the maximum wait
     * @return false if the timeout elapsed first
     * @throws InterruptedException if the calling thread is interrupted
     */
    public boolean awaitReady(Duration timeout) throws InterruptedException {
        return consumer.awaitReady(timeout);
    }

    /**
     * Returns the state and the counters of the consumer.
     *
     * @return counts since the start
     */
    public ConsumerStatus status() {
        return dispatcher.status(consumer.isReady(), consumer.listenerFailures());
    }

    /** Stops the consumer after the event in progress. Waits at most 5 s. */
    @Override
    public void close() {
        consumer.close();
    }
}
