package io.connwarden.actuator.outbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.connwarden.sql.store.Outbox.OutboxRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/**
 * The delivery of a batch of outbox records to Kafka.
 *
 * @param sent acknowledged records that may be marked as sent. After a failure, later records of the same key are sent
 *     again behind the failed one, so that the last record of a target arrives last
 * @param shortened records above a size limit of Kafka, with a shorter value to send instead
 * @param rejected records that the brokers will never accept, with the reason
 * @param transientFailure the failure to retry; null if there was none
 */
record BatchDelivery(
        List<Long> sent,
        Map<Long, byte[]> shortened,
        Map<Long, String> rejected,
        @Nullable Throwable transientFailure) {

    /** Sends all records, or up to the first that fails at once, and waits for every answer. */
    static BatchDelivery sendAll(List<OutboxRecord> records, RecordSender sender) {
        List<CompletableFuture<Void>> answers = startSends(records, sender);
        List<Long> sent = new ArrayList<>();
        Map<Long, byte[]> shortened = new LinkedHashMap<>();
        Map<Long, String> rejected = new LinkedHashMap<>();
        Set<String> failedKeys = new HashSet<>();
        Throwable transientFailure = null;
        for (int i = 0; i < answers.size(); i++) {
            OutboxRecord record = records.get(i);
            Throwable failure = failure(answers.get(i));
            Optional<byte[]> shorter =
                    failure instanceof RecordTooLargeException ? OversizedRecord.halve(record) : Optional.empty();
            if (shorter.isPresent()) {
                shortened.put(record.id(), shorter.get());
                failedKeys.add(key(record));
            } else if (failure != null && isPermanent(failure)) {
                rejected.put(record.id(), Objects.toString(failure.getMessage(), failure.toString()));
            } else if (failure != null) {
                transientFailure = failure;
                failedKeys.add(key(record));
            } else if (!failedKeys.contains(key(record))) {
                sent.add(record.id());
            }
        }
        return new BatchDelivery(sent, shortened, rejected, transientFailure);
    }

    /**
     * If a send fails at once, Kafka is down. Stop here instead of waiting for the timeout of every further record.
     */
    private static List<CompletableFuture<Void>> startSends(List<OutboxRecord> records, RecordSender sender) {
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        for (OutboxRecord record : records) {
            CompletableFuture<Void> answer = sender.send(record);
            answers.add(answer);
            Throwable failure = answer.isCompletedExceptionally() ? failure(answer) : null;
            if (failure != null && !isPermanent(failure)) {
                break;
            }
        }
        return answers;
    }

    private static @Nullable Throwable failure(CompletableFuture<Void> answer) {
        try {
            answer.join();
            return null;
        } catch (CompletionException e) {
            return NestedExceptionUtils.getMostSpecificCause(e);
        }
    }

    private static boolean isPermanent(Throwable failure) {
        return failure instanceof RecordTooLargeException || failure instanceof InvalidTopicException;
    }

    private static String key(OutboxRecord record) {
        return record.topic() + '\0' + new String(record.key(), ISO_8859_1);
    }
}
