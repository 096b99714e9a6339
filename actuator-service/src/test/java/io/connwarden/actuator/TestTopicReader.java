package io.connwarden.actuator;

import static org.awaitility.Awaitility.await;

import io.connwarden.client.topics.ConsumerOptions;
import io.connwarden.client.topics.KafkaSettings;
import io.connwarden.client.topics.RecordConsumer;
import io.connwarden.client.topics.StartPosition;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.codec.DecodeResult;
import io.connwarden.contracts.message.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A consumer of a topic that reads from its beginning and keeps what it received. */
final class TestTopicReader<M extends Message> implements AutoCloseable {
    private final Class<M> type;
    private final List<ConsumerRecord<byte[], byte[]>> records = new CopyOnWriteArrayList<>();
    private final List<Event<M>> events = new CopyOnWriteArrayList<>();
    private final RecordConsumer consumer;

    TestTopicReader(String bootstrapServers, String topic, Class<M> type) {
        this.type = type;
        KafkaSettings access = KafkaSettings.of(bootstrapServers, "/actuator-tests")
                .withProperties(Map.of("metadata.max.age.ms", "500"));
        this.consumer = RecordConsumer.start(
                access, List.of(topic), ConsumerOptions.startingAt(new StartPosition.Earliest()), this::addRecord);
    }

    private void addRecord(ConsumerRecord<byte[], byte[]> record, DecodeResult decoded) {
        if (decoded instanceof DecodeResult.Decoded readable
                && type.isInstance(readable.event().data())) {
            Event<?> event = readable.event();
            events.add(new Event<>(event.id(), event.time(), type.cast(event.data())));
        }
        records.add(record);
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
        return await().atMost(ActuatorTestEnvironment.MAX_WAIT)
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
        await().atMost(ActuatorTestEnvironment.MAX_WAIT).until(() -> records.size() >= count);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
