package io.connwarden.actuator.wiring;

import io.connwarden.actuator.alerting.FaultKind;
import io.connwarden.actuator.fault.FaultSource;
import io.connwarden.actuator.fault.ObservedFault;
import io.connwarden.contracts.value.Formats;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * The open transactions of producers behind which records wait. A consumer of committed records stops at the last
 * stable offset, the first record of the oldest open transaction. Thread-safe.
 */
final class OpenTransactions implements FaultSource {
    /** A transaction of a producer that works takes less time. */
    static final Duration MIN_AGE = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final Map<TopicPartition, Waiting> waiting =
            new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));

    OpenTransactions(InstantSource clock) {
        this.clock = clock;
    }

    /** The end of a partition for readers of committed records, and for readers of all records. */
    record PartitionEnd(long lastStableOffset, long highWatermark) {}

    /** The records from an offset on, as they wait since they were first seen there. */
    private record Waiting(PartitionEnd end, Instant since) {}

    /** Replaces the observed partitions. The last stable offset must be read after the high watermark. */
    synchronized void update(Map<TopicPartition, PartitionEnd> ends) {
        Instant now = clock.instant();
        Map<TopicPartition, Waiting> before = Map.copyOf(waiting);
        waiting.clear();
        ends.forEach((partition, end) -> {
            if (end.lastStableOffset() < end.highWatermark()) {
                Waiting earlier = before.get(partition);
                Instant since = earlier != null && earlier.end().lastStableOffset() == end.lastStableOffset()
                        ? earlier.since()
                        : now;
                waiting.put(partition, new Waiting(end, since));
            }
        });
    }

    /** Returns the time since the oldest open transaction was first seen; empty below {@link #MIN_AGE}. */
    synchronized Optional<Duration> waitingTime() {
        return waiting.values().stream()
                .map(this::age)
                .filter(age -> age.compareTo(MIN_AGE) >= 0)
                .max(Comparator.naturalOrder());
    }

    /** Returns each partition with an open transaction of at least {@link #MIN_AGE}, in one line. */
    synchronized String describe() {
        return waiting.entrySet().stream()
                .filter(entry -> age(entry.getValue()).compareTo(MIN_AGE) >= 0)
                .map(entry -> describe(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("; "));
    }

    private String describe(TopicPartition partition, Waiting records) {
        long count = records.end().highWatermark() - records.end().lastStableOffset();
        return "partition " + partition + ": " + Formats.count(count, "record") + " from offset "
                + records.end().lastStableOffset() + " on behind a transaction that has been open for "
                + Formats.duration(age(records)) + " or longer";
    }

    private Duration age(Waiting records) {
        return Duration.between(records.since(), clock.instant());
    }

    @Override
    public List<ObservedFault> observe() {
        String described = describe();
        return described.isEmpty()
                ? List.of()
                : List.of(ObservedFault.ofConnwarden(FaultKind.RECORDS_BEHIND_OPEN_TRANSACTION, described));
    }
}
