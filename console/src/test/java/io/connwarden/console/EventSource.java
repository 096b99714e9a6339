package io.connwarden.console;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.EncodedEvent;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Message;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer of events as the services publish them. */
final class EventSource implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;

    EventSource(String bootstrapServers) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    void send(String topic, String id, Instant time, Message data) throws Exception {
        EncodedEvent encoded =
                EventCodec.instance().encode(new Event<>(new EventId("urn:connwarden:test", id), time, data));
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, encoded.key(), encoded.value());
        encoded.headers().forEach(record.headers()::add);
        producer.send(record).get();
    }

    @Override
    public void close() {
        producer.close();
    }
}
