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

/** All partitions of the topic, for this reader alone, without a group. */
final class StandaloneAssignment implements PartitionAssignment {
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(10);
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(StandaloneAssignment.class);

    private final String topic;
    private final StartPosition startPosition;
    private final Set<TopicPartition> assigned = new HashSet<>();
    private long refreshedAtNanos;

    StandaloneAssignment(String topic, StartPosition startPosition) {
        this.topic = topic;
        this.startPosition = startPosition;
    }

    @Override
    public boolean ensureAssigned(Consumer<byte[], byte[]> consumer) {
        boolean due = assigned.isEmpty() || System.nanoTime() - refreshedAtNanos > REFRESH_INTERVAL.toNanos();
        if (due) {
            refreshedAtNanos = System.nanoTime();
            assignNewPartitions(consumer);
        }
        return !assigned.isEmpty();
    }

    private void assignNewPartitions(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> found = new ArrayList<>();
        List<PartitionInfo> partitions = consumer.partitionsFor(topic, BROKER_TIMEOUT);
        if (partitions != null) {
            partitions.forEach(info -> found.add(new TopicPartition(topic, info.partition())));
        }
        found.removeAll(assigned);
        if (found.isEmpty()) {
            return;
        }
        boolean first = assigned.isEmpty();
        Set<TopicPartition> all = new HashSet<>(assigned);
        all.addAll(found);
        consumer.assign(all);
        // A partition that was added while we read is new from its beginning.
        seek(consumer, found, first ? startPosition : new StartPosition.Earliest());
        assigned.addAll(found);
        LOG.debug("Reads {} partitions of topic {}", assigned.size(), topic);
    }

    private static void seek(
            Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, StartPosition position) {
        if (position instanceof StartPosition.Earliest) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        if (position instanceof StartPosition.ByDuration since) {
            seekByDuration(consumer, partitions, since.duration());
        }
        // Seeking is lazy: only when the position is known is it certain that later events are heard.
        partitions.forEach(partition -> consumer.position(partition, BROKER_TIMEOUT));
    }

    private static void seekByDuration(
            Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Duration duration) {
        Map<TopicPartition, Long> timestamps = new HashMap<>();
        long from = Instant.now().minus(duration).toEpochMilli();
        partitions.forEach(partition -> timestamps.put(partition, from));
        Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(timestamps, BROKER_TIMEOUT);
        offsets.forEach((partition, offset) -> {
            if (offset != null) {
                consumer.seek(partition, offset.offset());
            }
        });
    }

    @Override
    public void commit(Consumer<byte[], byte[]> consumer) {
        // Remembers nothing.
    }
}
