package io.connwarden.standalone.timeline;

import io.connwarden.client.topics.ConsumerOptions;
import io.connwarden.client.topics.KafkaSettings;
import io.connwarden.client.topics.RecordConsumer;
import io.connwarden.client.topics.StartPosition;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.Topics;
import io.connwarden.contracts.codec.DecodeResult;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** The consumer of health, results and alerts without a consumer group, as any program outside can. */
public final class EventConsumer {
    private EventConsumer() {}

    /**
     * Starts to consume.
     *
     * @param start the time of the first event that is delivered
     * @param listener called on one thread
     * @return a running consumer, to be closed
     */
    public static RecordConsumer start(String bootstrapServers, Instant start, Consumer<Event<?>> listener) {
        Topics topics = Topics.withDefaultPrefix();
        return RecordConsumer.start(
                KafkaSettings.of(bootstrapServers, "urn:connwarden:standalone"),
                List.of(topics.health(), topics.results(), topics.alerts()),
                ConsumerOptions.startingAt(new StartPosition.ByTimestamp(start)),
                (record, result) -> deliver(result, start, listener));
    }

    /** Drops events from before the start. Their records may be newer than the events. */
    static void deliver(DecodeResult result, Instant start, Consumer<Event<?>> listener) {
        if (result instanceof DecodeResult.Decoded decoded
                && !decoded.event().time().isBefore(start)) {
            listener.accept(decoded.event());
        }
    }
}
