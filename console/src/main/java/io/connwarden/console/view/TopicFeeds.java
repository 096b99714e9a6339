package io.connwarden.console.view;

import io.connwarden.client.topics.AlertConsumer;
import io.connwarden.client.topics.ConsumerOptions;
import io.connwarden.client.topics.HealthConsumer;
import io.connwarden.client.topics.KafkaSettings;
import io.connwarden.client.topics.ResultConsumer;
import io.connwarden.client.topics.SessionsConsumer;
import io.connwarden.client.topics.StartPosition;
import io.connwarden.client.topics.TopicConsumer;
import java.time.Duration;
import java.util.List;

/** The consumers that fill a view. They begin in the past, so a new process soon has the complete view. */
public final class TopicFeeds implements AutoCloseable {
    private static final ConsumerOptions QUARTER = past(Duration.ofMinutes(15));
    private static final ConsumerOptions HOUR = past(Duration.ofHours(1));
    private static final ConsumerOptions DAY = past(Duration.ofDays(1));
    private static final ConsumerOptions WEEK = past(Duration.ofDays(7));

    private final List<TopicConsumer<?>> consumers;

    private TopicFeeds(List<TopicConsumer<?>> consumers) {
        this.consumers = consumers;
    }

    /** Starts the consumers. Returns at once, even if Kafka is down. */
    public static TopicFeeds start(KafkaSettings kafka, FleetView view, SessionHistory sessions) {
        return new TopicFeeds(List.of(
                HealthConsumer.start(kafka, HOUR, view::onHealth),
                ResultConsumer.start(kafka, DAY, view::onResult),
                AlertConsumer.start(kafka, WEEK, view::onAlert),
                SessionsConsumer.start(kafka, QUARTER, event -> sessions.add(event.data()))));
    }

    private static ConsumerOptions past(Duration duration) {
        return ConsumerOptions.startingAt(new StartPosition.ByDuration(duration));
    }

    @Override
    public void close() {
        consumers.forEach(TopicConsumer::close);
    }
}
