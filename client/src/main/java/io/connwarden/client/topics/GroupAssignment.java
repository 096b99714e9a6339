package io.connwarden.client.topics;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The assignment of a consumer group member. Positions are committed after delivery. */
final class GroupAssignment implements PartitionAssignment {
    private final List<String> topics;
    private boolean subscribed;

    GroupAssignment(List<String> topics) {
        this.topics = topics;
    }

    @Override
    public boolean ensureAssigned(Consumer<byte[], byte[]> consumer) {
        if (!subscribed) {
            consumer.subscribe(topics, new InitialCommit(consumer));
            subscribed = true;
        }
        return !consumer.assignment().isEmpty();
    }

    @Override
    public void commit(Consumer<byte[], byte[]> consumer) {
        consumer.commitSync();
    }

    /**
     * A rebalance listener that commits the start position of a new group before the first delivery. Without it, a
     * group that starts at the latest record would lose the events sent while no member runs.
     */
    private record InitialCommit(Consumer<byte[], byte[]> consumer) implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(assigned));
            Map<TopicPartition, OffsetAndMetadata> initial = new HashMap<>();
            for (TopicPartition partition : assigned) {
                if (committed.get(partition) == null) {
                    initial.put(partition, new OffsetAndMetadata(consumer.position(partition)));
                }
            }
            if (!initial.isEmpty()) {
                consumer.commitSync(initial);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            // Positions are committed after every delivery.
        }
    }
}
