package io.connwarden.actuator.wiring;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The partition with the record that made a poll fail. The client names it at most in the text of its exception. */
record FailedPartition(TopicPartition partition, long offset) {

    /** Finds the partition among those of the consumer. */
    static Optional<FailedPartition> find(Exception failure, Consumer<?, ?> consumer) {
        return find(failure, consumer.assignment())
                .map(partition -> new FailedPartition(partition, consumer.position(partition)));
    }

    /** Returns the partition that the failure names. Where the text contains two names, it is the longer one. */
    static Optional<TopicPartition> find(Throwable failure, Collection<TopicPartition> assigned) {
        for (Throwable cause = failure; cause instanceof KafkaException; cause = cause.getCause()) {
            if (cause instanceof UnreadableBatchException unreadable) {
                return Optional.of(unreadable.partition());
            }
            String text = String.valueOf(cause.getMessage());
            Optional<TopicPartition> named = assigned.stream()
                    .filter(partition -> text.contains("next record from " + partition + ".")
                            || text.contains("for partition " + partition + " at offset "))
                    .max(Comparator.comparingInt(
                            partition -> partition.toString().length()));
            if (named.isPresent()) {
                return named;
            }
        }
        return Optional.empty();
    }

    /**
     * Discards the fetched data of the partition, so that a later poll fetches the data again. The client discards data
     * at another offset than the position. Only this partition is polled; the positions of others do not change.
     */
    void discardFetched(Consumer<?, ?> consumer) {
        Set<TopicPartition> others = new HashSet<>(consumer.assignment());
        others.remove(partition);
        others.removeAll(consumer.paused());
        consumer.pause(others);
        try {
            consumer.seek(partition, offset + 1);
            seekToFirst(consumer.poll(Duration.ZERO), consumer);
        } finally {
            others.retainAll(consumer.assignment());
            consumer.resume(others);
            if (consumer.assignment().contains(partition)) {
                consumer.seek(partition, offset);
            }
        }
    }

    /** Moves each position back. A rebalance during the poll can add a partition that is not paused. */
    private static void seekToFirst(ConsumerRecords<?, ?> polled, Consumer<?, ?> consumer) {
        for (TopicPartition each : polled.partitions()) {
            consumer.seek(each, polled.records(each).get(0).offset());
        }
    }
}
