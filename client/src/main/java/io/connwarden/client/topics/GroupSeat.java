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

/** The share of the topic that the group gives this reader; positions are committed after delivery. */
final class GroupSeat implements Seat {
    private final String topic;
    private boolean subscribed;

    GroupSeat(String topic) {
        this.topic = topic;
    }

    @Override
    public boolean take(Consumer<byte[], byte[]> consumer) {
        if (!subscribed) {
            consumer.subscribe(List.of(topic), new Beginning(consumer));
            subscribed = true;
        }
        return !consumer.assignment().isEmpty();
    }

    @Override
    public void delivered(Consumer<byte[], byte[]> consumer) {
        consumer.commitSync();
    }

    /**
     * Commits where the group begins before anything is delivered: else what comes while nobody reads would be before
     * the beginning of a group that starts at the newest.
     */
    private record Beginning(Consumer<byte[], byte[]> consumer) implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(Set.copyOf(assigned));
            Map<TopicPartition, OffsetAndMetadata> beginning = new HashMap<>();
            for (TopicPartition partition : assigned) {
                if (known.get(partition) == null) {
                    beginning.put(partition, new OffsetAndMetadata(consumer.position(partition)));
                }
            }
            if (!beginning.isEmpty()) {
                consumer.commitSync(beginning);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            // Positions are committed after every delivery.
        }
    }
}
