package io.connwarden.client.topics;

import io.connwarden.contracts.message.Message;
import java.time.Duration;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads one topic on one thread of its own and tells a listener. It finds the topic when it comes into being, and goes
 * on by itself when Kafka was away. Thread-safe.
 *
 * @param <T> what the topic carries
 */
public abstract sealed class TopicConsumer<T extends Message> implements AutoCloseable
        permits HealthConsumer, ResultConsumer, AlertConsumer {
    private final EventDispatcher<T> dispatcher;
    private final ConsumerThread thread;

    TopicConsumer(KafkaAccess access, String topic, ReadOptions options, Class<T> type, EventListener<T> listener) {
        this.dispatcher = new EventDispatcher<>(type, options, listener);
        PartitionAssignment assignment = options.groupId() == null
                ? new StandaloneAssignment(topic, options.startPosition())
                : new GroupAssignment(topic);
        this.thread = ConsumerThread.start(
                "connwarden-" + topic,
                () -> new KafkaConsumer<>(
                        ConsumerSettings.of(access, options), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                assignment,
                dispatcher);
    }

    /**
     * Waits until it has found its topic and its place in it: events sent from then on are heard.
     *
     * @param timeout how long to wait
     * @return false when the time was up first
     * @throws InterruptedException when the thread is interrupted
     */
    public boolean awaitReady(Duration timeout) throws InterruptedException {
        return thread.awaitReady(timeout);
    }

    /**
     * How the reading goes.
     *
     * @return counts since the start
     */
    public ConsumerStatus status() {
        return dispatcher.status(thread.isReady());
    }

    /** Ends the reading; the event in the listener's hands is finished first. Waits at most five seconds. */
    @Override
    public void close() {
        thread.close();
    }
}
