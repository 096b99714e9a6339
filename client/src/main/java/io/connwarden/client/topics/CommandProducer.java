package io.connwarden.client.topics;

import io.connwarden.client.async.CompletionExecutor;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.EncodedEvent;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A producer of commands. A sent command is not yet executed; its outcome arrives on the result topic. Thread-safe.
 */
public final class CommandProducer implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final String source;
    private final String topic;

    private CommandProducer(Producer<byte[], byte[]> producer, String source, String topic) {
        this.producer = producer;
        this.source = source;
        this.topic = topic;
    }

    /**
     * Opens a producer for the shared command topic.
     *
     * @param kafka the Kafka cluster and the topic names
     * @return a producer, to be closed
     */
    public static CommandProducer open(KafkaSettings kafka) {
        return open(kafka, null);
    }

    /**
     * Opens a producer for the command topic of a team.
     *
     * @param kafka the Kafka cluster and the topic names
     * @param team the team; null for the shared topic
     * @return a producer, to be closed
     */
    public static CommandProducer open(KafkaSettings kafka, @Nullable String team) {
        String topic = team == null ? kafka.topics().commands() : kafka.topics().commands(team);
        return new CommandProducer(
                new KafkaProducer<>(settings(kafka), new ByteArraySerializer(), new ByteArraySerializer()),
                kafka.source(),
                topic);
    }

    private static Map<String, Object> settings(KafkaSettings kafka) {
        Map<String, Object> defaults = new HashMap<>();
        defaults.put("acks", "all");
        defaults.put("enable.idempotence", true);
        defaults.put("max.block.ms", 10_000);
        defaults.put("delivery.timeout.ms", 30_000);
        defaults.put("request.timeout.ms", 10_000);
        defaults.put("linger.ms", 0);
        return kafka.settings(defaults);
    }

    /**
     * Creates an event of a command, with a new id and the current time.
     *
     * @param command the command
     * @return an event that may be sent once or several times
     */
    public Event<Command> createEvent(Command command) {
        return new Event<>(new EventId(source, UUID.randomUUID().toString()), Instant.now(), command);
    }

    /**
     * Sends a command with a new id.
     *
     * @param command the command
     * @return a future of the event id, see {@link #send(Event)}
     */
    public CompletableFuture<EventId> send(Command command) {
        return send(createEvent(command));
    }

    /**
     * Sends a command event. Sending an event again is safe, because a command is accepted once per id. While Kafka is
     * down, the call blocks for at most 10 s.
     *
     * @param event an event of {@link #createEvent}
     * @return a future of the event id, completed when every in-sync replica has stored the event; fails with a {@link
     *     KafkaException} after 30 s
     */
    public CompletableFuture<EventId> send(Event<Command> event) {
        CompletableFuture<EventId> sent = new CompletableFuture<>();
        try {
            Future<RecordMetadata> ignored = producer.send(toRecord(event), (metadata, failure) -> {
                if (failure == null) {
                    // Not on the only sender thread of the producer.
                    sent.completeAsync(event::id, CompletionExecutor.SHARED);
                } else {
                    sent.completeExceptionally(failure);
                }
            });
        } catch (KafkaException e) {
            sent.completeExceptionally(e);
        }
        return sent;
    }

    private ProducerRecord<byte[], byte[]> toRecord(Event<Command> event) {
        EncodedEvent encoded = EventCodec.instance().encode(event);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, encoded.key(), encoded.value());
        encoded.headers().forEach(record.headers()::add);
        return record;
    }

    /** Sends the buffered events and closes the producer. Waits at most 5 s. */
    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
