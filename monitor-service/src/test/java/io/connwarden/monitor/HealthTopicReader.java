package io.connwarden.monitor;

import io.connwarden.client.topics.ConsumerOptions;
import io.connwarden.client.topics.KafkaSettings;
import io.connwarden.client.topics.RecordConsumer;
import io.connwarden.client.topics.StartPosition;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.codec.DecodeResult;
import io.connwarden.contracts.message.Health;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A consumer of a health topic that reads from its beginning and keeps what it received. */
final class HealthTopicReader implements AutoCloseable {
    private final List<Event<Health>> events = new CopyOnWriteArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> records = new CopyOnWriteArrayList<>();
    private final List<Duration> delays = new CopyOnWriteArrayList<>();
    private final RecordConsumer consumer;

    HealthTopicReader(String bootstrapServers, String topic) {
        KafkaSettings access = KafkaSettings.of(bootstrapServers, "/monitor-tests")
                .withProperties(Map.of("metadata.max.age.ms", "500"));
        this.consumer = RecordConsumer.start(
                access, List.of(topic), ConsumerOptions.startingAt(new StartPosition.Earliest()), this::addRecord);
    }

    List<Event<Health>> eventsOf(String target) {
        return events.stream().filter(event -> event.subject().equals(target)).toList();
    }

    List<ConsumerRecord<byte[], byte[]>> records() {
        return List.copyOf(records);
    }

    /** Returns the time from each event to its arrival here, in order of arrival. */
    List<Duration> delays() {
        return List.copyOf(delays);
    }

    /** Returns the values of all records as one text. */
    String allText() {
        StringBuilder text = new StringBuilder();
        records.forEach(record -> text.append(new String(record.value(), StandardCharsets.UTF_8)));
        return text.toString();
    }

    private void addRecord(ConsumerRecord<byte[], byte[]> record, DecodeResult decoded) {
        records.add(record);
        if (decoded instanceof DecodeResult.Decoded readable && readable.event().data() instanceof Health health) {
            delays.add(Duration.between(readable.event().time(), Instant.now()));
            events.add(new Event<>(readable.event().id(), readable.event().time(), health));
        } else {
            throw new AssertionError("unreadable record: " + new String(record.value(), StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
