package io.connwarden.actuator.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CodecErrorHandlerTest {
    private static final TopicPartition READABLE = new TopicPartition("commands", 0);
    private static final TopicPartition BLOCKED = new TopicPartition("commands", 1);
    private static final TopicPartition ASSIGNED_LATER = new TopicPartition("commands", 2);

    private final CodecFailures kafka = new CodecFailures();
    private final Consumer<byte[], byte[]> consumer = CodecErrorHandler.wrap(kafka);

    CodecErrorHandlerTest() {
        consumer.subscribe(List.of("commands"));
        kafka.updateBeginningOffsets(Map.of(READABLE, 0L, BLOCKED, 0L, ASSIGNED_LATER, 0L));
        kafka.records.putAll(Map.of(READABLE, 2, ASSIGNED_LATER, 2));
        assign(READABLE, BLOCKED);
    }

    @Test
    void the_partition_of_the_batch_is_named_and_the_records_of_the_others_are_delivered() {
        kafka.unreadable.add(BLOCKED);
        assertThatThrownBy(this::poll)
                .isInstanceOfSatisfying(
                        UnreadableBatchException.class,
                        e -> assertThat(e.partition()).isEqualTo(BLOCKED));
        consumer.pause(Set.of(BLOCKED));
        assertThat(poll()).containsExactly("commands-0@0", "commands-0@1");
    }

    @Test
    void records_that_were_delivered_before_are_not_delivered_again() {
        assertThat(poll()).containsExactly("commands-0@0", "commands-0@1");
        kafka.records.put(READABLE, 3);
        kafka.unreadable.add(BLOCKED);
        assertThatThrownBy(this::poll).isInstanceOf(UnreadableBatchException.class);
        consumer.pause(Set.of(BLOCKED));
        assertThat(poll()).containsExactly("commands-0@2");
    }

    @Test
    void a_partition_without_a_delivered_record_continues_at_its_committed_offset() {
        kafka.commitSync(Map.of(READABLE, new OffsetAndMetadata(1)));
        kafka.unreadable.add(BLOCKED);
        assertThatThrownBy(this::poll).isInstanceOf(UnreadableBatchException.class);
        consumer.pause(Set.of(BLOCKED));
        assertThat(poll()).containsExactly("commands-0@1");
    }

    @Test
    void a_partition_without_a_committed_offset_is_read_from_its_beginning() {
        kafka.neverCommitted = true;
        kafka.unreadable.add(BLOCKED);
        assertThatThrownBy(this::poll).isInstanceOf(UnreadableBatchException.class);
        consumer.pause(Set.of(BLOCKED));
        assertThat(poll()).containsExactly("commands-0@0", "commands-0@1");
    }

    @Test
    void a_seek_after_the_last_delivery_decides_where_reading_continues() {
        poll();
        consumer.seek(READABLE, 1);
        kafka.unreadable.add(BLOCKED);
        assertThatThrownBy(this::poll).isInstanceOf(UnreadableBatchException.class);
        consumer.pause(Set.of(BLOCKED));
        assertThat(kafka.position(READABLE)).isEqualTo(1);
        assertThat(poll()).containsExactly("commands-0@1");
    }

    @Test
    void a_partition_that_is_assigned_during_the_search_loses_no_record() {
        kafka.unreadable.add(BLOCKED);
        // Poll 1 fails; polls 2 and 3 search. The partition is read by the poll that assigns it.
        kafka.beforePoll = number -> {
            if (number == 2) {
                assign(READABLE, BLOCKED, ASSIGNED_LATER);
            }
        };
        assertThatThrownBy(this::poll).isInstanceOf(UnreadableBatchException.class);
        assertThat(kafka.position(ASSIGNED_LATER)).isZero();
        consumer.pause(Set.of(BLOCKED));
        assertThat(poll()).contains("commands-2@0", "commands-2@1");
    }

    @Test
    void a_batch_of_a_partition_that_is_assigned_during_the_search_is_not_attributed_to_another_partition() {
        kafka.failOnce = true;
        kafka.unreadable.add(ASSIGNED_LATER);
        kafka.beforePoll = number -> {
            if (number == 2) {
                kafka.failures = false; // its first fetch arrives after the poll that assigns it
                assign(READABLE, BLOCKED, ASSIGNED_LATER);
            } else {
                kafka.failures = true;
            }
        };
        assertThatThrownBy(this::poll)
                .isNotInstanceOf(UnreadableBatchException.class)
                .hasMessageContaining("the codec of a batch cannot be loaded");
        assertThat(kafka.paused()).isEmpty();
    }

    @Test
    void paused_partitions_stay_paused_and_active_ones_active() {
        consumer.pause(Set.of(READABLE));
        kafka.unreadable.add(BLOCKED);
        assertThatThrownBy(this::poll).isInstanceOf(UnreadableBatchException.class);
        assertThat(kafka.paused()).containsExactly(READABLE);
    }

    private void assign(TopicPartition... partitions) {
        kafka.rebalance(Arrays.asList(partitions));
    }

    private List<String> poll() {
        List<String> records = new ArrayList<>();
        consumer.poll(Duration.ZERO)
                .forEach(each -> records.add(each.topic() + "-" + each.partition() + "@" + each.offset()));
        return records;
    }

    /** A consumer of a log. A poll fails with an error while a partition with an unreadable batch is not paused. */
    private static final class CodecFailures extends MockConsumer<byte[], byte[]> {
        final Set<TopicPartition> unreadable = new HashSet<>();
        /** The number of records by partition, from offset 0. */
        final Map<TopicPartition, Integer> records = new HashMap<>();

        IntConsumer beforePoll = number -> {};
        boolean neverCommitted;
        boolean failOnce;
        boolean failures = true;
        private int polls;

        CodecFailures() {
            super("earliest");
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            beforePoll.accept(++polls);
            Set<TopicPartition> active = new HashSet<>(assignment());
            active.removeAll(paused());
            active.forEach(this::addRecords);
            ConsumerRecords<byte[], byte[]> polled = super.poll(timeout);
            boolean first = failOnce;
            failOnce = false;
            if (first || (failures && active.stream().anyMatch(unreadable::contains))) {
                throw new NoClassDefFoundError("codec");
            }
            return polled;
        }

        private void addRecords(TopicPartition partition) {
            for (int offset = 0; offset < records.getOrDefault(partition, 0); offset++) {
                addRecord(new ConsumerRecord<>(
                        partition.topic(), partition.partition(), offset, new byte[0], new byte[0]));
            }
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
            return neverCommitted ? Map.of() : super.committed(partitions);
        }
    }
}
