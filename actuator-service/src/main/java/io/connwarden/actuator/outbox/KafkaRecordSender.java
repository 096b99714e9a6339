package io.connwarden.actuator.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.connwarden.sql.store.Outbox.OutboxRecord;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaOperations;

/** The sender of records through a producer that must be configured with {@code acks=all}. */
public final class KafkaRecordSender implements RecordSender {
    private final KafkaOperations<byte[], byte[]> kafka;

    public KafkaRecordSender(KafkaOperations<byte[], byte[]> kafka) {
        this.kafka = kafka;
    }

    @Override
    public CompletableFuture<Void> send(OutboxRecord record) {
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(record.topic(), record.key(), record.value());
        OutboxHeaders.fromJson(record.headers())
                .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        try {
            return kafka.send(message).thenAccept(acknowledged -> {});
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
