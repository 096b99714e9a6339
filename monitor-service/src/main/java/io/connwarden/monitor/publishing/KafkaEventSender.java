package io.connwarden.monitor.publishing;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.codec.EncodedEvent;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Message;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A sender to one topic. All in-sync replicas acknowledge an event. The producer's retries neither duplicate nor
 * reorder events.
 */
public final class KafkaEventSender<T extends Message> implements EventSender<T> {
    private final Map<String, Object> kafka;
    private final String topic;
    private @Nullable Producer<byte[], byte[]> producer;

    /**
     * Creates a sender without a connection.
     *
     * @param kafka the client properties; those that the guarantees above depend on are overwritten
     */
    public KafkaEventSender(Map<String, Object> kafka, String topic) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(ProducerConfig.ACKS_CONFIG, "all");
        this.kafka.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        this.kafka.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        this.kafka.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        this.kafka.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        // An event that is not sent within seconds is given up in favor of a newer one.
        this.kafka.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
        this.kafka.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        this.kafka.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        this.kafka.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        this.topic = topic;
    }

    @Override
    public void send(Event<T> event, Callback callback) {
        try {
            // The callback reports everything that the future would.
            var unused = producer().send(toRecord(event), (metadata, failure) -> callback.onCompletion(failure));
        } catch (RuntimeException failure) {
            // The producer cannot be created or is unusable: the next event gets a new one.
            close();
            callback.onCompletion(failure);
        }
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(kafka);
        }
        return producer;
    }

    private ProducerRecord<byte[], byte[]> toRecord(Event<T> event) {
        EncodedEvent encoded = EventCodec.instance().encode(event);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, null, event.time().toEpochMilli(), encoded.key(), encoded.value());
        encoded.headers().forEach(record.headers()::add);
        return record;
    }
}
