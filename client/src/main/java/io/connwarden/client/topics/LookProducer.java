package io.connwarden.client.topics;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.EncodedEvent;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A producer of requests for fresh samples. A request that cannot be sent soon is dropped, because it is of no use
 * later. Thread-safe.
 */
public final class LookProducer implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final String source;
    private final String topic;

    private LookProducer(Producer<byte[], byte[]> producer, String source, String topic) {
        this.producer = producer;
        this.source = source;
        this.topic = topic;
    }

    /**
     * Opens a producer.
     *
     * @param kafka the Kafka cluster and the topic names
     * @return a producer, to be closed
     */
    public static LookProducer open(KafkaSettings kafka) {
        Map<String, Object> defaults = Map.of(
                "acks", "1",
                "enable.idempotence", false,
                "retries", 1,
                "max.block.ms", 1_000,
                "delivery.timeout.ms", 5_000,
                "request.timeout.ms", 4_000,
                "linger.ms", 0);
        return new LookProducer(
                new KafkaProducer<>(kafka.settings(defaults), new ByteArraySerializer(), new ByteArraySerializer()),
                kafka.source(),
                kafka.topics().looks());
    }

    /**
     * Sends a request. While Kafka is down or the topic is missing, the call blocks for at most 1 s.
     *
     * @param look the request
     * @return completes when the leader has stored the request, and fails after 5 s at the latest
     * @throws org.apache.kafka.common.KafkaException if Kafka does not answer
     */
    public Future<RecordMetadata> send(Look look) {
        EncodedEvent encoded = EventCodec.instance()
                .encode(new Event<>(new EventId(source, UUID.randomUUID().toString()), Instant.now(), look));
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, encoded.key(), encoded.value());
        encoded.headers().forEach(record.headers()::add);
        return producer.send(record);
    }

    /** Closes the producer. Requests that are not sent yet are dropped. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
