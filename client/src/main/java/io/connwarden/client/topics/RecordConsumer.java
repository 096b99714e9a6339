package io.connwarden.client.topics;

import io.connwarden.contracts.codec.DecodeResult;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.codec.RecordHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer of one or several topics that delivers every record, readable or not. Reads on one daemon thread, waits
 * for topics that do not exist yet, and resumes after an outage of Kafka. Thread-safe.
 *
 * <p>For one type of event, {@link HealthConsumer}, {@link ResultConsumer} and {@link AlertConsumer} are simpler.
 */
public final class RecordConsumer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordConsumer.class);

    private final RecordListener listener;
    private final AtomicLong listenerFailures = new AtomicLong();
    private final @Nullable RedeliveryPolicy redelivery;
    private final ConsumerThread thread;

    private RecordConsumer(KafkaSettings kafka, List<String> topics, ConsumerOptions options, RecordListener listener) {
        this.listener = listener;
        this.redelivery = options.groupId() == null ? null : options.redelivery();
        PartitionAssignment assignment = options.groupId() == null
                ? new ManualAssignment(topics, options.startPosition())
                : new GroupAssignment(topics);
        this.thread = new ConsumerThread(
                "connwarden-" + String.join("+", topics),
                new KafkaConsumer<>(
                        KafkaConsumerProperties.of(kafka, options),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()),
                assignment,
                this::dispatch);
    }

    /**
     * Starts to read. Returns at once, even if Kafka is down.
     *
     * @param kafka the Kafka cluster
     * @param topics names of the topics, at least one
     * @param options the start position and the consumer group; the target is not applied to raw records
     * @param listener called on the thread of the consumer
     * @return a running consumer, to be closed
     */
    public static RecordConsumer start(
            KafkaSettings kafka, List<String> topics, ConsumerOptions options, RecordListener listener) {
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("topics must name at least one topic, was empty");
        }
        RecordConsumer consumer = new RecordConsumer(kafka, List.copyOf(topics), options, listener);
        consumer.thread.start();
        return consumer;
    }

    private Optional<Duration> dispatch(ConsumerRecord<byte[], byte[]> record, int attempt) {
        try {
            listener.onRecord(record, decode(record));
            return Optional.empty();
        } catch (RuntimeException e) {
            listenerFailures.incrementAndGet();
            return onListenerFailure(record, attempt, e);
        }
    }

    private Optional<Duration> onListenerFailure(
            ConsumerRecord<byte[], byte[]> record, int attempt, RuntimeException failure) {
        if (redelivery == null) {
            LOG.error(
                    "Listener failed on record {}; the record is not delivered again, because the consumer has no group;"
                            + " continuing with the next record",
                    position(record),
                    failure);
            return Optional.empty();
        }
        if (attempt < redelivery.maxAttempts()) {
            Duration delay = redelivery.delayAfter(attempt);
            LOG.warn(
                    "Listener failed on record {}, delivery {} of {}; its partition waits, and the record is delivered again"
                            + " in {} ms",
                    position(record),
                    attempt,
                    redelivery.maxAttempts(),
                    delay.toMillis(),
                    failure);
            return Optional.of(delay);
        }
        giveUp(record, attempt, failure);
        return Optional.empty();
    }

    private void giveUp(ConsumerRecord<byte[], byte[]> record, int attempts, RuntimeException failure) {
        LOG.error(
                "Listener failed on record {} in each of {} deliveries; the record is passed to onFailed and skipped",
                position(record),
                attempts,
                failure);
        try {
            listener.onFailed(record, failure);
        } catch (RuntimeException e) {
            LOG.error("onFailed failed on record {}; the record is lost for this group", position(record), e);
        }
    }

    static DecodeResult decode(ConsumerRecord<byte[], byte[]> record) {
        return EventCodec.instance()
                .decode(
                        RecordHeaders.toMap(record.headers(), Header::key, Header::value),
                        record.value(),
                        Instant.ofEpochMilli(Math.max(0, record.timestamp())));
    }

    /** The position of a record in a log line: topic, partition and offset. */
    static String position(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    /**
     * Waits until the start position in every topic is fixed. Every record sent after that is delivered.
     *
     * @param timeout the maximum wait
     * @return false if the timeout elapsed first
     * @throws InterruptedException if the calling thread is interrupted
     */
    public boolean awaitReady(Duration timeout) throws InterruptedException {
        return thread.awaitReady(timeout);
    }

    /**
     * Returns true while the consumer reads: its positions are fixed and its thread has not ended.
     *
     * @return false before the positions are fixed, after {@link #close()}, and after an {@link Error} of the listener
     */
    public boolean isReady() {
        return thread.isReady();
    }

    /**
     * Returns the number of records for which the listener threw an exception.
     *
     * @return 0 or more
     */
    public long listenerFailures() {
        return listenerFailures.get();
    }

    /** Stops the consumer after the record in progress. Waits at most 5 s. */
    @Override
    public void close() {
        thread.close();
    }
}
