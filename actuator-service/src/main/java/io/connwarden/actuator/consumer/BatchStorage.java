package io.connwarden.actuator.consumer;

import io.connwarden.actuator.transaction.StoreFailures;
import io.connwarden.runtime.RootCause;
import io.connwarden.runtime.ShutdownException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The storage of the records of one consumer. A batch is stored in one transaction. If that fails permanently, the
 * records are stored one by one, so that a record that can never be stored does not block the others. Such a record
 * becomes one dead letter, as an unreadable record does. Dead letters are sent after the commit, so that a retry after
 * an outage of the log store does not send them again. Thread-safe.
 */
public final class BatchStorage {
    private static final Logger LOG = LoggerFactory.getLogger(BatchStorage.class);
    /** An internal error may have a cause that passes, such as a race with another process. */
    private static final int MAX_ATTEMPTS = 3;

    private final DeadLetterSender deadLetters;
    private final StoreTransaction transaction;
    private final ProcessedRecords stored = new ProcessedRecords();

    public BatchStorage(DeadLetterSender deadLetters, StoreTransaction transaction) {
        this.deadLetters = deadLetters;
        this.transaction = transaction;
    }

    /** The transaction that stores records. */
    @FunctionalInterface
    public interface StoreTransaction {
        /** Stores all records, or none if it throws. Unreadable records are included. */
        void store(List<DecodedRecord> records);
    }

    /**
     * Returns when each record is stored or a dead letter.
     *
     * @throws RuntimeException if the log store or Kafka is unavailable; the batch must be read again
     */
    public void store(List<DecodedRecord> batch) {
        List<DeadLetter> deadLettersOfBatch = new ArrayList<>(unreadable(batch));
        List<DecodedRecord> open =
                batch.stream().filter(each -> !stored.contains(each.raw())).toList();
        try {
            storeTogether(open);
        } catch (RuntimeException | Error e) { // an Error must not be read for ever either
            rethrowOutage(e);
            deadLettersOfBatch.addAll(storeOneByOne(open));
        }
        deadLetters.send(deadLettersOfBatch);
        stored.removeAll(raw(batch));
    }

    private void storeTogether(List<DecodedRecord> records) {
        if (!records.isEmpty()) {
            transaction.store(records);
            raw(records).forEach(stored::add);
        }
    }

    private List<DeadLetter> storeOneByOne(List<DecodedRecord> records) {
        return records.stream()
                .map(each -> storeAlone(each, 1)
                        .filter(deadLetter -> each.unreadableReason().isEmpty()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Returns the dead letter of a record that cannot be stored. */
    private Optional<DeadLetter> storeAlone(DecodedRecord decodedRecord, int attempt) {
        try {
            storeTogether(List.of(decodedRecord));
            return Optional.empty();
        } catch (RuntimeException | Error e) {
            rethrowOutage(e);
            return attempt < MAX_ATTEMPTS
                    ? storeAlone(decodedRecord, attempt + 1)
                    : Optional.of(deadLetter(decodedRecord.raw(), e));
        }
    }

    private static DeadLetter deadLetter(ConsumerRecord<byte[], byte[]> raw, Throwable e) {
        if (StoreFailures.isStoreFailure(e)) {
            return new DeadLetter(raw, "the log store rejected the record permanently: " + RootCause.describe(e));
        }
        DeadLetter deadLetter = new DeadLetter(raw, "the record caused an internal error: " + RootCause.describe(e));
        LOG.error(
                "Record {} was not stored because of an internal error in each of {} attempts; it becomes a dead"
                        + " letter",
                deadLetter.position(),
                MAX_ATTEMPTS,
                e);
        return deadLetter;
    }

    /** An exception of any other kind is a fault of the record or of the code. The record is not read for ever. */
    private static void rethrowOutage(Throwable e) {
        if (e instanceof RuntimeException failure
                && (failure instanceof ShutdownException || StoreFailures.isTransient(failure))) {
            throw failure;
        }
    }

    private static List<DeadLetter> unreadable(List<DecodedRecord> batch) {
        return batch.stream()
                .map(each -> each.unreadableReason().map(reason -> new DeadLetter(each.raw(), reason)))
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<ConsumerRecord<byte[], byte[]>> raw(List<DecodedRecord> records) {
        return records.stream().map(DecodedRecord::raw).toList();
    }
}
