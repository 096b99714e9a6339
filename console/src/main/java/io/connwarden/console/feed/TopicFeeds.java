package io.connwarden.console.feed;

import io.connwarden.client.topics.AlertConsumer;
import io.connwarden.client.topics.ConsumerOptions;
import io.connwarden.client.topics.HealthConsumer;
import io.connwarden.client.topics.KafkaSettings;
import io.connwarden.client.topics.ResultConsumer;
import io.connwarden.client.topics.SessionsConsumer;
import io.connwarden.client.topics.StartPosition;
import io.connwarden.client.topics.TopicConsumer;
import io.connwarden.client.topics.TopicEventListener;
import io.connwarden.console.saving.SampleSaver;
import io.connwarden.console.stream.EventFeed;
import io.connwarden.console.view.FleetView;
import io.connwarden.console.view.SessionHistory;
import io.connwarden.contracts.message.Message;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionSnapshot;
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
    public static TopicFeeds start(
            KafkaSettings kafka, FleetView view, SessionHistory sessions, SampleSaver saver, EventFeed stream) {
        TopicEventListener<Result> results = event -> {
            view.onResult(event);
            saver.onResult(event);
        };
        return new TopicFeeds(List.of(
                HealthConsumer.start(kafka, HOUR, both(view::onHealth, "health", stream)),
                ResultConsumer.start(kafka, DAY, both(results, "result", stream)),
                AlertConsumer.start(kafka, WEEK, both(view::onAlert, "alert", stream)),
                SessionsConsumer.start(kafka, QUARTER, event -> add(event.data(), sessions, stream))));
    }

    private static <T extends Message> TopicEventListener<T> both(
            TopicEventListener<T> view, String type, EventFeed stream) {
        return event -> {
            view.onEvent(event);
            stream.onEvent(type, event);
        };
    }

    private static void add(SessionSnapshot snapshot, SessionHistory sessions, EventFeed stream) {
        if (sessions.add(snapshot)) {
            stream.onSnapshot(snapshot);
        }
    }

    private static ConsumerOptions past(Duration duration) {
        return ConsumerOptions.startingAt(new StartPosition.ByDuration(duration));
    }

    @Override
    public void close() {
        consumers.forEach(TopicConsumer::close);
    }
}
