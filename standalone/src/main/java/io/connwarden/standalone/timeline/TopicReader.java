package io.connwarden.standalone.timeline;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.Topics;
import io.connwarden.contracts.codec.DecodeResult;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.codec.RecordHeaders;
import io.connwarden.embedded.server.StartFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads health, results and alerts from a moment on, without a consumer group: nothing of it is left on the broker. Events
 * reach the listener in one thread.
 */
public final class TopicReader implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration TOPIC_LIMIT = Duration.ofSeconds(30);
    private static final long END_MILLIS = 5_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread = new Thread(this::read, "narrator");
    private volatile Instant since = Instant.MAX;
    private volatile Consumer<Event<?>> listener = event -> {};

    private TopicReader(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Returns when its place in every topic is fixed. Each service makes its own topics, a moment after its start. */
    public static TopicReader open(String bootstrapServers, Topics topics) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "client.id", "connwarden-narrator"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = List.of(topics.health(), topics.results(), topics.alerts()).stream()
                .flatMap(topic -> partitions(consumer, topic).stream())
                .toList();
        consumer.assign(partitions);
        consumer.endOffsets(partitions)
                .forEach((partition, end) -> consumer.seek(
                        partition, partition.topic().equals(topics.health()) ? Math.max(0, end - 1) : end));
        return new TopicReader(consumer);
    }

    /**
     * Begins to read; to be called once.
     *
     * @param from events that happened before are left out; the latest health after it is told at once
     */
    public void start(Instant from, Consumer<Event<?>> to) {
        since = from;
        listener = to;
        thread.setDaemon(true);
        thread.start();
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        long deadline = System.nanoTime() + TOPIC_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            List<PartitionInfo> known = consumer.partitionsFor(topic);
            if (known != null && !known.isEmpty()) {
                return known.stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new StartFailedException("The topic " + topic + " did not come into being; the log tells why.");
    }

    private void read() {
        try (consumer) {
            while (!Thread.currentThread().isInterrupted()) {
                consumer.poll(PAUSE).forEach(this::tell);
            }
        } catch (WakeupException e) {
            // Closed.
        }
    }

    private void tell(ConsumerRecord<byte[], byte[]> message) {
        Map<String, byte[]> headers = RecordHeaders.toMap(message.headers(), Header::key, Header::value);
        DecodeResult decoded =
                EventCodec.instance().decode(headers, message.value(), Instant.ofEpochMilli(message.timestamp()));
        if (decoded instanceof DecodeResult.Decoded readable
                && !readable.event().time().isBefore(since)) {
            listener.accept(readable.event());
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
