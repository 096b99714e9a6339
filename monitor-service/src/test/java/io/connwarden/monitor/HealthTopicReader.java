package io.connwarden.monitor;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.codec.DecodeResult;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Health;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a health topic from its beginning, in the background, as a program of somebody else's would. */
final class HealthTopicReader implements AutoCloseable {
    private final List<Event<Health>> events = new CopyOnWriteArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> records = new CopyOnWriteArrayList<>();
    private final List<Duration> delays = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    HealthTopicReader(String bootstrapServers, String topic) {
        this.thread = new Thread(() -> read(bootstrapServers, topic), "health-topic-reader");
        thread.setDaemon(true);
        thread.start();
    }

    List<Event<Health>> eventsOf(String target) {
        return events.stream().filter(event -> event.subject().equals(target)).toList();
    }

    List<ConsumerRecord<byte[], byte[]>> records() {
        return List.copyOf(records);
    }

    /** How long after its event's time each record arrived here, in the order of their arrival. */
    List<Duration> delays() {
        return List.copyOf(delays);
    }

    /** Every byte that arrived, as text. */
    String allText() {
        StringBuilder text = new StringBuilder();
        records.forEach(record -> text.append(new String(record.value(), StandardCharsets.UTF_8)));
        return text.toString();
    }

    private void read(String bootstrapServers, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.GROUP_ID_CONFIG,
                "reader-" + System.nanoTime(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                500,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class))) {
            consumer.subscribe(List.of(topic));
            while (!closed) {
                consumer.poll(Duration.ofMillis(100)).forEach(this::addRecord);
            }
        }
    }

    private void addRecord(ConsumerRecord<byte[], byte[]> record) {
        Map<String, byte[]> headers = new HashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), header.value()));
        records.add(record);
        if (EventCodec.instance().decode(headers, record.value()) instanceof DecodeResult.Decoded readable
                && readable.event().data() instanceof Health health) {
            delays.add(Duration.between(readable.event().time(), Instant.now()));
            events.add(new Event<>(readable.event().id(), readable.event().time(), health));
        } else {
            throw new AssertionError("unreadable: " + new String(record.value(), StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(10_000);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
