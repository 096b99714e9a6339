package io.connwarden.client.topics;

import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;

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
            consumer.subscribe(List.of(topic));
            subscribed = true;
        }
        return !consumer.assignment().isEmpty();
    }

    @Override
    public void delivered(Consumer<byte[], byte[]> consumer) {
        consumer.commitSync();
    }
}
