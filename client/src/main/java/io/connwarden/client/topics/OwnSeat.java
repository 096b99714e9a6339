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
final class OwnSeat implements Seat {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Logger log = LoggerFactory.getLogger(OwnSeat.class);

    private final String topic;
    private final StartAt startAt;
    private final Set<TopicPartition> taken = new HashSet<>();
    private long lookedAt;

    OwnSeat(String topic, StartAt startAt) {
        this.topic = topic;
        this.startAt = startAt;
    }

    @Override
    public boolean take(Consumer<byte[], byte[]> consumer) {
        boolean due = taken.isEmpty() || System.nanoTime() - lookedAt > LOOK_AGAIN.toNanos();
        if (due) {
            lookedAt = System.nanoTime();
            takeNew(consumer);
        }
        return !taken.isEmpty();
    }

    private void takeNew(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> found = new ArrayList<>();
        List<PartitionInfo> partitions = consumer.partitionsFor(topic, ANSWER_WITHIN);
        if (partitions != null) {
            partitions.forEach(info -> found.add(new TopicPartition(topic, info.partition())));
        }
        found.removeAll(taken);
        if (found.isEmpty()) {
            return;
        }
        boolean first = taken.isEmpty();
        Set<TopicPartition> all = new HashSet<>(taken);
        all.addAll(found);
        consumer.assign(all);
        // A partition that was added while we read is new from its beginning.
        place(consumer, found, first ? startAt : new StartAt.Oldest());
        taken.addAll(found);
        log.debug("Reads {} partitions of topic {}", taken.size(), topic);
    }

    private static void place(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, StartAt where) {
        if (where instanceof StartAt.Oldest) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        if (where instanceof StartAt.Since since) {
            goBack(consumer, partitions, since.past());
        }
        // Seeking is lazy: only when the position is known is it certain that later events are heard.
        partitions.forEach(partition -> consumer.position(partition, ANSWER_WITHIN));
    }

    private static void goBack(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Duration past) {
        Map<TopicPartition, Long> moments = new HashMap<>();
        long from = Instant.now().minus(past).toEpochMilli();
        partitions.forEach(partition -> moments.put(partition, from));
        Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(moments, ANSWER_WITHIN);
        offsets.forEach((partition, offset) -> {
            if (offset != null) {
                consumer.seek(partition, offset.offset());
            }
        });
    }

    @Override
    public void delivered(Consumer<byte[], byte[]> consumer) {
        // Remembers nothing.
    }
}
