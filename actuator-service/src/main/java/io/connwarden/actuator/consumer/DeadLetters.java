package io.connwarden.actuator.consumer;

import io.connwarden.actuator.metrics.ActuatorMetrics;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Keeps what could not be read: the record's bytes and headers as they came, and in headers of our own why and from
 * where. A record that is read again after a crash is kept twice, never not at all. One too large to be kept with our
 * headers is kept cut, and says so: it must not hold up those behind it.
 */
public final class DeadLetters {
    private final KafkaOperations<byte[], byte[]> kafka;
    private final DeadLetterRecords records;
    private final ActuatorMetrics metrics;

    /**
     * Letters for one topic.
     *
     * @param kafka must wait for all in-sync replicas
     */
    public DeadLetters(KafkaOperations<byte[], byte[]> kafka, String topic, ActuatorMetrics metrics) {
        this.kafka = kafka;
        this.records = new DeadLetterRecords(topic);
        this.metrics = metrics;
    }

    /**
     * Returns when the brokers have them all.
     *
     * @throws RuntimeException when they do not; then some may be there
     */
    public void send(Collection<DeadLetter> deadLettersOfBatch) {
        CompletableFuture.allOf(deadLettersOfBatch.stream()
                        .map(this::sendWholeOrTruncated)
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        deadLettersOfBatch.forEach(
                deadLetter -> metrics.recordDeadLetter(deadLetter.record().topic()));
    }

    private CompletableFuture<?> sendWholeOrTruncated(DeadLetter deadLetter) {
        return sendRecord(records.whole(deadLetter))
                .exceptionallyCompose(failure -> isTooLarge(failure)
                        ? sendRecord(records.truncated(deadLetter))
                        : CompletableFuture.failedFuture(failure));
    }

    /** What fails at once is thrown by the template, and what fails later told by its future: here both are told. */
    private CompletableFuture<Object> sendRecord(ProducerRecord<byte[], byte[]> message) {
        try {
            return kafka.send(message).thenApply(acknowledged -> acknowledged);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static boolean isTooLarge(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecordTooLargeException) {
                return true;
            }
        }
        return false;
    }
}
