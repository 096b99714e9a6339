package io.connwarden.standalone.campaign;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.codec.DecodeResult;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.codec.RecordHeaders;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.standalone.campaign.RoundFacts.PublishedResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The observer's own consumer of all results, from the first record on. It keeps every record. Thread-safe. */
final class ResultReader implements AutoCloseable {
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    private static final long JOIN_TIMEOUT_MILLIS = 30_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final List<PublishedResult> results = new CopyOnWriteArrayList<>();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::read, "campaign-results");
    private volatile boolean closed;
    private volatile @Nullable IllegalStateException failure;
    /** The time at which the end of the topic, as of that time, was read. */
    private volatile Instant completeAt = Instant.MIN;

    private ResultReader(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        this.consumer = consumer;
        this.partitions = partitions;
    }

    static ResultReader start(String bootstrapServers, String topic, int partitionCount) {
        List<TopicPartition> partitions = IntStream.range(0, partitionCount)
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "auto.offset.reset", "earliest",
                        "enable.auto.commit", "false",
                        "request.timeout.ms", "15000",
                        "default.api.timeout.ms", "30000",
                        "reconnect.backoff.max.ms", "500"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(partitions);
        ResultReader reader = new ResultReader(consumer, partitions);
        reader.thread.setDaemon(true);
        reader.thread.start();
        return reader;
    }

    private void read() {
        while (!closed) {
            try {
                consumer.poll(POLL_TIMEOUT).forEach(this::add);
                noteEnd();
            } catch (InterruptException e) {
                return;
            } catch (KafkaException e) {
                // The broker is away; the same records are read later.
            } catch (IllegalStateException e) {
                failure = e;
                return;
            }
        }
    }

    private void noteEnd() {
        Instant before = Instant.now();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        if (partitions.stream().allMatch(each -> consumer.position(each) >= ends.get(each))) {
            completeAt = before;
        }
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        Instant publishedAt = Instant.ofEpochMilli(record.timestamp());
        DecodeResult decoded = EventCodec.instance()
                .decode(RecordHeaders.toMap(record.headers(), Header::key, Header::value), record.value(), publishedAt);
        if (decoded instanceof DecodeResult.Decoded readable && readable.event().data() instanceof Result result) {
            results.add(published(readable.event(), result, publishedAt));
            if (result.commandId() != null) {
                answered.add(result.commandId());
            }
        } else {
            throw new IllegalStateException("a record of the results topic is unreadable: " + decoded);
        }
    }

    private static PublishedResult published(Event<?> event, Result result, Instant publishedAt) {
        return new PublishedResult(
                result.commandId(),
                event.id().id(),
                result.outcome(),
                publishedAt,
                EventCodec.instance().toJson(result),
                result.sessions().stream()
                        .filter(session -> session.outcome() == SessionOutcome.TERMINATED)
                        .filter(session -> session.backendStart() != null)
                        .map(session -> new SessionId(session.pid(), orEpoch(session.backendStart())))
                        .toList());
    }

    private static Instant orEpoch(@Nullable Instant time) {
        return time == null ? Instant.EPOCH : time;
    }

    boolean hasResultOf(String commandId) {
        return answered.contains(commandId);
    }

    /** Returns true if every record that was on the topic at the given time is read. */
    boolean hasReadUntil(Instant time) {
        return completeAt.isAfter(time);
    }

    /** @throws IllegalStateException if a record of the topic is unreadable */
    List<PublishedResult> results() {
        IllegalStateException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
        return List.copyOf(results);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(JOIN_TIMEOUT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }
}
