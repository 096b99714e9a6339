package io.connwarden.client.topics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The assignment of all partitions to one consumer, without a group. */
final class ManualAssignment implements PartitionAssignment {
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(10);
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(ManualAssignment.class);

    private final List<String> topics;
    private final StartPosition startPosition;
    private final Set<String> assignedTopics = new HashSet<>();
    private final Set<TopicPartition> assigned = new HashSet<>();
    private long refreshedAtNanos;

    ManualAssignment(List<String> topics, StartPosition startPosition) {
        this.topics = topics;
        this.startPosition = startPosition;
    }

    @Override
    public boolean ensureAssigned(Consumer<byte[], byte[]> consumer) {
        boolean due = !isComplete() || System.nanoTime() - refreshedAtNanos > REFRESH_INTERVAL.toNanos();
        if (due) {
            refreshedAtNanos = System.nanoTime();
            topics.forEach(topic -> assignNewPartitions(consumer, topic));
        }
        return isComplete();
    }

    private boolean isComplete() {
        return assignedTopics.size() == topics.size();
    }

    private void assignNewPartitions(Consumer<byte[], byte[]> consumer, String topic) {
        List<TopicPartition> found = new ArrayList<>();
        List<PartitionInfo> partitions = consumer.partitionsFor(topic, BROKER_TIMEOUT);
        if (partitions != null) {
            partitions.forEach(info -> found.add(new TopicPartition(topic, info.partition())));
        }
        found.removeAll(assigned);
        if (found.isEmpty()) {
            return;
        }
        Set<TopicPartition> all = new HashSet<>(assigned);
        all.addAll(found);
        consumer.assign(all);
        // A partition added to a topic while it is read is new from its beginning.
        seek(consumer, found, assignedTopics.contains(topic) ? new StartPosition.Earliest() : startPosition);
        assigned.addAll(found);
        assignedTopics.add(topic);
        LOG.debug("Assigned {} new partitions of topic {}", found.size(), topic);
    }

    private static void seek(
            Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, StartPosition position) {
        if (position instanceof StartPosition.Earliest) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
            // Fixes the end before the search by time. A record that arrives between both would be skipped otherwise.
            fix(consumer, partitions);
        }
        if (position instanceof StartPosition.ByDuration recent) {
            seekToTimestamp(consumer, partitions, Instant.now().minus(recent.duration()));
        } else if (position instanceof StartPosition.ByTimestamp from) {
            seekToTimestamp(consumer, partitions, from.timestamp());
        }
        fix(consumer, partitions);
    }

    /** Fixes the offsets of a seek, which is lazy, so that every later record is delivered. */
    private static void fix(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        partitions.forEach(partition -> consumer.position(partition, BROKER_TIMEOUT));
    }

    private static void seekToTimestamp(
            Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Instant from) {
        Map<TopicPartition, Long> timestamps = new HashMap<>();
        partitions.forEach(partition -> timestamps.put(partition, from.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(timestamps, BROKER_TIMEOUT);
        offsets.forEach((partition, offset) -> {
            if (offset != null) {
                consumer.seek(partition, offset.offset());
            }
        });
    }

    @Override
    public void commit(Consumer<byte[], byte[]> consumer) {
        // Without a group no position is committed.
    }
}
