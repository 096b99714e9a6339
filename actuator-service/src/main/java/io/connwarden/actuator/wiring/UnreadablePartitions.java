package io.connwarden.actuator.wiring;

import io.connwarden.contracts.value.Formats;
import io.connwarden.runtime.OutageLog;
import io.connwarden.runtime.RetryBackOff;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.backoff.BackOffExecution;

/**
 * The partitions of one consumer that cannot be read, such as one with a batch that cannot be decompressed. Such a
 * partition is paused at the offset of the failure and read again after growing delays. No record is skipped, and other
 * partitions are read. Thread-safe.
 */
final class UnreadablePartitions {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadablePartitions.class);
    private static final Duration MIN_DELAY = Duration.ofSeconds(5);
    private static final Duration MAX_DELAY = Duration.ofMinutes(1);
    /** An attempt that has not failed for this time while the consumer is idle has found nothing to read. */
    private static final Duration MAX_ATTEMPT_TIME = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final Map<TopicPartition, Unreadable> partitions =
            new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
    private final Set<TopicPartition> revoked = new HashSet<>();

    UnreadablePartitions(InstantSource clock) {
        this.clock = clock;
    }

    /** A partition with its first failure and its next attempt. */
    private static final class Unreadable {
        private final Instant since;
        private final BackOffExecution delays =
                RetryBackOff.of(MIN_DELAY, MAX_DELAY).start();
        private final OutageLog outage;
        private long offset;
        private String cause = "";
        private Instant nextAttempt;
        private boolean attempting;

        Unreadable(TopicPartition partition, Instant now, InstantSource clock) {
            this.since = now;
            this.nextAttempt = now;
            this.outage = new OutageLog(
                    LOG,
                    "Partition " + partition + " cannot be read; other partitions are read, no record is skipped, and"
                            + " the partition is tried again after a delay",
                    "Partition " + partition + " is read again",
                    clock);
        }
    }

    /** Records that the record at this offset cannot be read. The caller pauses the partition. */
    synchronized void onFailure(TopicPartition partition, long offset, String cause) {
        Instant now = clock.instant();
        Unreadable unreadable = partitions.computeIfAbsent(partition, each -> new Unreadable(each, now, clock));
        unreadable.offset = offset;
        unreadable.cause = cause;
        unreadable.nextAttempt = now.plusMillis(unreadable.delays.nextBackOff());
        unreadable.attempting = false;
        unreadable.outage.recordFailure("offset " + offset + ": " + cause);
    }

    /** Records that records of these partitions were read. */
    synchronized void onRead(Collection<TopicPartition> read) {
        read.forEach(this::remove);
    }

    /** Records that the consumer no longer owns these partitions. Their pause ends with the next attempts. */
    synchronized void onRevoked(Collection<TopicPartition> lost) {
        lost.stream().filter(partitions::containsKey).forEach(revoked::add);
        partitions.keySet().removeAll(lost);
    }

    /** Records that the consumer finds nothing to read, so that an attempt in progress has succeeded. */
    synchronized void onIdle() {
        Instant start = clock.instant().minus(MAX_ATTEMPT_TIME);
        List.copyOf(partitions.entrySet()).stream()
                .filter(entry -> entry.getValue().attempting
                        && entry.getValue().nextAttempt.isBefore(start))
                .forEach(entry -> remove(entry.getKey()));
    }

    /** Returns the partitions that the consumer must read again now. */
    synchronized List<TopicPartition> takeDue() {
        List<TopicPartition> due = new ArrayList<>(revoked);
        revoked.clear();
        Instant now = clock.instant();
        partitions.forEach((partition, unreadable) -> {
            if (!unreadable.attempting && !unreadable.nextAttempt.isAfter(now)) {
                unreadable.attempting = true;
                unreadable.nextAttempt = now;
                due.add(partition);
            }
        });
        return due;
    }

    /** Returns the time since the first failure of the partition that has failed longest. */
    synchronized Optional<Duration> failing() {
        return partitions.values().stream()
                .map(unreadable -> Duration.between(unreadable.since, clock.instant()))
                .max(Comparator.naturalOrder());
    }

    /** Returns each partition with its offset and the cause, in one line. */
    synchronized String describe() {
        return partitions.entrySet().stream()
                .map(entry -> "partition " + entry.getKey() + " cannot be read from offset " + entry.getValue().offset
                        + " on, for "
                        + Formats.duration(Duration.between(entry.getValue().since, clock.instant())) + " ("
                        + entry.getValue().cause + ")")
                .collect(Collectors.joining("; "));
    }

    private void remove(TopicPartition partition) {
        Unreadable read = partitions.remove(partition);
        if (read != null) {
            read.outage.recordSuccess();
        }
    }
}
