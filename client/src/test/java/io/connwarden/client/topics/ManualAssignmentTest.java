package io.connwarden.client.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The start positions of a consumer of several topics. */
class ManualAssignmentTest {
    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
    private static final TopicPartition HEALTH_0 = new TopicPartition("health", 0);
    private static final TopicPartition HEALTH_1 = new TopicPartition("health", 1);
    private static final TopicPartition ALERTS_0 = new TopicPartition("alerts", 0);
    private static final long EARLIEST = 3;
    private static final long LATEST = 40;

    private final TimestampedConsumer consumer = new TimestampedConsumer();
    private final ManualAssignment assignment =
            new ManualAssignment(List.of("health", "alerts"), new StartPosition.ByTimestamp(START));

    @Test
    void every_partition_starts_at_its_first_record_with_the_timestamp_or_a_later_one() {
        consumer.create(HEALTH_0, HEALTH_1);
        consumer.create(ALERTS_0);
        consumer.firstOffsetSince(START, HEALTH_0, 5);
        consumer.firstOffsetSince(START, ALERTS_0, 7);
        assertThat(assignment.ensureAssigned(consumer)).isTrue();
        assertThat(consumer.assignment()).containsExactlyInAnyOrder(HEALTH_0, HEALTH_1, ALERTS_0);
        assertThat(consumer.position(HEALTH_0)).isEqualTo(5);
        assertThat(consumer.position(ALERTS_0)).isEqualTo(7);
        assertThat(consumer.position(HEALTH_1))
                .as("a partition without a record since the timestamp")
                .isEqualTo(LATEST);
    }

    @Test
    void a_missing_topic_is_awaited_and_the_position_of_the_other_topic_is_kept() {
        consumer.create(HEALTH_0);
        consumer.firstOffsetSince(START, HEALTH_0, 5);
        assertThat(assignment.ensureAssigned(consumer)).isFalse();
        consumer.seek(HEALTH_0, 12);
        consumer.create(ALERTS_0);
        consumer.firstOffsetSince(START, ALERTS_0, 7);
        assertThat(assignment.ensureAssigned(consumer)).isTrue();
        assertThat(consumer.position(HEALTH_0)).isEqualTo(12);
        assertThat(consumer.position(ALERTS_0)).isEqualTo(7);
    }

    @Test
    void a_record_that_arrives_during_the_search_is_delivered() {
        consumer.create(HEALTH_0);
        consumer.create(ALERTS_0);
        consumer.duringSearch = () -> consumer.updateEndOffsets(Map.of(HEALTH_0, LATEST + 1));
        assertThat(assignment.ensureAssigned(consumer)).isTrue();
        assertThat(consumer.position(HEALTH_0)).isEqualTo(LATEST);
    }

    /** A mock with offsets by timestamp, which the mock of Kafka does not support. */
    private static final class TimestampedConsumer extends MockConsumer<byte[], byte[]> {
        private final Map<TopicPartition, OffsetAndTimestamp> firstOffsets = new HashMap<>();
        private Runnable duringSearch = () -> {};

        TimestampedConsumer() {
            super("none");
        }

        void create(TopicPartition... partitions) {
            for (TopicPartition partition : partitions) {
                updateBeginningOffsets(Map.of(partition, EARLIEST));
                updateEndOffsets(Map.of(partition, LATEST));
            }
            String topic = partitions[0].topic();
            updatePartitions(
                    topic,
                    List.of(partitions).stream()
                            .map(partition ->
                                    new PartitionInfo(topic, partition.partition(), null, new Node[0], new Node[0]))
                            .toList());
        }

        void firstOffsetSince(Instant timestamp, TopicPartition partition, long offset) {
            firstOffsets.put(partition, new OffsetAndTimestamp(offset, timestamp.toEpochMilli()));
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                Map<TopicPartition, Long> timestamps, Duration timeout) {
            duringSearch.run();
            Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
            timestamps.forEach((partition, timestamp) -> {
                OffsetAndTimestamp first = firstOffsets.get(partition);
                boolean known = first != null && first.timestamp() == timestamp;
                found.put(partition, known ? first : null);
            });
            return found;
        }
    }
}
