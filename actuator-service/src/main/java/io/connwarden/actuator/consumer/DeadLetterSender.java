package io.connwarden.actuator.consumer;

import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.contracts.value.Formats;
import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.core.KafkaOperations;

/**
 * The sender to the dead-letter topic, for records that cannot be decoded or stored. The original bytes and headers
 * are kept; further headers state the reason and the origin. After a crash a record may be sent twice. A record that
 * is too large with these headers is truncated, so that it does not block later records.
 */
public final class DeadLetterSender {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterSender.class);

    private final KafkaOperations<byte[], byte[]> kafka;
    private final DeadLetterRecordFactory records;
    private final ActuatorMetrics metrics;
    private final RecentDeadLetters recent = new RecentDeadLetters(InstantSource.system());
    private final ProcessedRecords acknowledged = new ProcessedRecords();

    /**
     * Creates a sender for one dead-letter topic.
     *
     * @param kafka must wait for all in-sync replicas
     */
    public DeadLetterSender(KafkaOperations<byte[], byte[]> kafka, String topic, ActuatorMetrics metrics) {
        this.kafka = kafka;
        this.records = new DeadLetterRecordFactory(topic);
        this.metrics = metrics;
    }

    /**
     * Returns when the brokers have acknowledged all records. A record that was acknowledged in a failed call is not
     * sent again.
     *
     * @throws RuntimeException if a record was not acknowledged; other records may have been stored
     */
    public void send(Collection<DeadLetter> deadLettersOfBatch) {
        CompletableFuture.allOf(deadLettersOfBatch.stream()
                        .filter(deadLetter -> !acknowledged.contains(deadLetter.record()))
                        .map(this::sendCompleteOrTruncated)
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        acknowledged.removeAll(
                deadLettersOfBatch.stream().map(DeadLetter::record).toList());
        logFirst(deadLettersOfBatch);
        recent.addAll(deadLettersOfBatch);
        deadLettersOfBatch.forEach(
                deadLetter -> metrics.recordDeadLetter(deadLetter.record().topic()));
    }

    /** Returns the dead letters of the recent past. */
    public RecentDeadLetters recent() {
        return recent;
    }

    private void logFirst(Collection<DeadLetter> deadLettersOfBatch) {
        deadLettersOfBatch.stream()
                .findFirst()
                .ifPresent(first -> LOG.warn(
                        "{} could not be decoded or stored; moved to dead-letter topic {}; the consumer"
                                + " continues with the next record. First record: {}. Reason: {}",
                        Formats.count(deadLettersOfBatch.size(), "record"),
                        records.topic(),
                        first.position(),
                        first.reason()));
    }

    private CompletableFuture<?> sendCompleteOrTruncated(DeadLetter deadLetter) {
        return sendRecord(records.complete(deadLetter))
                .exceptionallyCompose(failure -> isTooLarge(failure)
                        ? sendRecord(records.truncated(deadLetter))
                        : CompletableFuture.failedFuture(failure))
                .thenRun(() -> acknowledged.add(deadLetter.record()));
    }

    /**
     * KafkaTemplate throws immediate failures and completes its future exceptionally for later ones. This method
     * reports both through the future.
     */
    private CompletableFuture<Object> sendRecord(ProducerRecord<byte[], byte[]> message) {
        try {
            return kafka.send(message).thenApply(sent -> sent);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static boolean isTooLarge(Throwable failure) {
        return NestedExceptionUtils.getMostSpecificCause(failure) instanceof RecordTooLargeException;
    }
}
