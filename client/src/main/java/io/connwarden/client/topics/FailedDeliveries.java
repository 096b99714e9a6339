package io.connwarden.client.topics;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of a group that are delivered again after a delay. Their partitions are paused, so that the consumer goes
 * on to poll and stays in its group. Used by the thread of the consumer only.
 */
final class FailedDeliveries {
    private record Failure(long offset, int attempts, long retryAtNanos) {}

    private final Map<TopicPartition, Failure> failures = new HashMap<>();

    /** Returns the number of the delivery of a record, 1 for the first. */
    int attempt(ConsumerRecord<byte[], byte[]> record) {
        Failure failure = failures.get(partition(record));
        return failure == null || failure.offset() != record.offset() ? 1 : failure.attempts() + 1;
    }

    /** Pauses the partition before a record, until it is to be delivered again. */
    void retryAfter(
            Duration delay,
            int attempts,
            ConsumerRecord<byte[], byte[]> record,
            Consumer<byte[], byte[]> consumer,
            long nowNanos) {
        TopicPartition partition = partition(record);
        failures.put(partition, new Failure(record.offset(), attempts, nowNanos + delay.toNanos()));
        consumer.seek(partition, record.offset());
        consumer.pause(Set.of(partition));
    }

    /** Forgets the failures of a record that was handled. */
    void onHandled(ConsumerRecord<byte[], byte[]> record) {
        if (!failures.isEmpty()) {
            failures.remove(partition(record));
        }
    }

    /** Resumes the partitions with a record that is due. A partition that was lost is the matter of its new member. */
    void resumeDue(Consumer<byte[], byte[]> consumer, long nowNanos) {
        if (failures.isEmpty()) {
            return;
        }
        failures.keySet().retainAll(consumer.assignment());
        Collection<TopicPartition> due = new HashSet<>();
        failures.forEach((partition, failure) -> {
            if (failure.retryAtNanos() - nowNanos <= 0) {
                due.add(partition);
            }
        });
        due.retainAll(consumer.paused());
        consumer.resume(due);
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
