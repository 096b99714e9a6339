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
 * Sends commands. A command sent is not a command done: what became of it comes as a result. Thread-safe.
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
     * A producer for the shared command topic.
     *
     * @param access the Kafka of Connwarden's topics
     * @return to be closed
     */
    public static CommandProducer open(KafkaAccess access) {
        return open(access, null);
    }

    /**
     * A producer for a team's command topic.
     *
     * @param access the Kafka of Connwarden's topics
     * @param team null for the shared one
     * @return to be closed
     */
    public static CommandProducer open(KafkaAccess access, @Nullable String team) {
        String topic =
                team == null ? access.topics().commands() : access.topics().commands(team);
        return new CommandProducer(
                new KafkaProducer<>(settings(access), new ByteArraySerializer(), new ByteArraySerializer()),
                access.source(),
                topic);
    }

    private static Map<String, Object> settings(KafkaAccess access) {
        Map<String, Object> defaults = new HashMap<>();
        defaults.put("acks", "all");
        defaults.put("enable.idempotence", true);
        defaults.put("max.block.ms", 10_000);
        defaults.put("delivery.timeout.ms", 30_000);
        defaults.put("request.timeout.ms", 10_000);
        defaults.put("linger.ms", 0);
        return access.settings(defaults);
    }

    /**
     * The command as an event of this producer, with a new id and dated now.
     *
     * @param command what is asked
     * @return to be sent, once or more often
     */
    public Event<Command> createEvent(Command command) {
        return new Event<>(new EventId(source, UUID.randomUUID().toString()), Instant.now(), command);
    }

    /**
     * Sends a command under a new id.
     *
     * @param command what is asked
     * @return the event's id once Kafka has it; see {@link #send(Event)}
     */
    public CompletableFuture<EventId> send(Command command) {
        return send(createEvent(command));
    }

    /**
     * Sends a command event. Sending the same event again is safe: by its id it is accepted once.
     *
     * @param event made by {@link #createEvent}
     * @return the event's id once Kafka has it on every in-sync replica; fails with a {@link KafkaException} when
     *     that does not happen within 30 s. The call itself waits, at most 10 s, while Kafka cannot be reached
     */
    public CompletableFuture<EventId> send(Event<Command> event) {
        CompletableFuture<EventId> sent = new CompletableFuture<>();
        try {
            Future<RecordMetadata> ignored = producer.send(toRecord(event), (metadata, failure) -> {
                if (failure == null) {
                    // Not on the thread that does all of the producer's sending.
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

    /** Sends what is under way and closes, within five seconds. */
    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
