package io.connwarden.actuator;

import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.codec.DecodeResult;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning in a separate thread. */
final class TestTopicReader<M extends Message> implements AutoCloseable {
    private static final Duration MAX_WAIT = Duration.ofSeconds(60);

    private final Class<M> type;
    private final List<ConsumerRecord<byte[], byte[]>> records = new CopyOnWriteArrayList<>();
    private final List<Event<M>> events = new CopyOnWriteArrayList<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private volatile boolean closed;

    TestTopicReader(String bootstrapServers, String topic, Class<M> type) {
        this.type = type;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                        500,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.thread = new Thread(() -> read(topic), "reader-of-" + topic);
        thread.setDaemon(true);
        thread.start();
    }

    private void read(String topic) {
        try (consumer) {
            assignPartitions(topic);
            while (!closed) {
                consumer.poll(Duration.ofMillis(50)).forEach(this::addRecord);
            }
        } catch (WakeupException closing) {
            // Woken by close, which does not wait for an unavailable broker.
        }
    }

    private void assignPartitions(String topic) {
        while (!closed && consumer.assignment().isEmpty()) {
            List<TopicPartition> partitions = partitionsOf(topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            if (partitions.isEmpty()) {
                LockSupport.parkNanos(100_000_000);
            }
        }
    }

    private List<TopicPartition> partitionsOf(String topic) {
        try {
            return consumer.listTopics(Duration.ofSeconds(10)).getOrDefault(topic, List.of()).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
        } catch (TimeoutException busy) {
            // The broker is busy; the caller retries.
            return List.of();
        }
    }

    private void addRecord(ConsumerRecord<byte[], byte[]> message) {
        Map<String, byte[]> headers = new HashMap<>();
        message.headers().forEach(header -> headers.put(header.key(), header.value()));
        DecodeResult decoded = EventCodec.instance().decode(headers, message.value(), Instant.EPOCH);
        if (decoded instanceof DecodeResult.Decoded readable
                && type.isInstance(readable.event().data())) {
            Event<?> event = readable.event();
            events.add(new Event<>(event.id(), event.time(), type.cast(event.data())));
        }
        records.add(message);
    }

    /** Returns every record, readable or not. */
    List<ConsumerRecord<byte[], byte[]>> raw() {
        return records;
    }

    List<Event<M>> events() {
        return events;
    }

    /** Waits for the first matching event. */
    Event<M> awaitOne(Predicate<M> wanted) {
        return await().atMost(MAX_WAIT)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> events.stream()
                                .filter(event -> wanted.test(event.data()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Waits until the topic holds at least the given number of records. */
    void awaitCount(int count) {
        await().atMost(MAX_WAIT).until(() -> records.size() >= count);
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
