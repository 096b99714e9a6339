package io.connwarden.monitor.publishing;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.codec.EncodedEvent;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Health;
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
 * Sends events to the health topic: acknowledged by all in-sync replicas, without duplicates or changes of order from
 * the producer's own retries.
 */
public final class KafkaEventSender implements EventSender {
    private final Map<String, Object> kafka;
    private final String topic;
    private @Nullable Producer<byte[], byte[]> producer;

    /**
     * Opens nothing yet.
     *
     * @param kafka client properties; those that the promise above depends on are set here whatever they say
     */
    public KafkaEventSender(Map<String, Object> kafka, String topic) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(ProducerConfig.ACKS_CONFIG, "all");
        this.kafka.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        this.kafka.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        this.kafka.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        this.kafka.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        // A state that cannot be sent within seconds is better replaced by a newer one than waited for.
        this.kafka.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
        this.kafka.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        this.kafka.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        this.kafka.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        this.topic = topic;
    }

    @Override
    public void send(Event<Health> event, Callback callback) {
        try {
            // The future says nothing that the callback does not.
            var unused = producer().send(toRecord(event), (metadata, failure) -> callback.onCompletion(failure));
        } catch (RuntimeException failure) {
            // It could not be made, or is beyond use: the next event gets a new one.
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

    private ProducerRecord<byte[], byte[]> toRecord(Event<Health> event) {
        EncodedEvent encoded = EventCodec.instance().encode(event);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, null, event.time().toEpochMilli(), encoded.key(), encoded.value());
        encoded.headers().forEach(record.headers()::add);
        return record;
    }
}
