package io.connwarden.console.stream;

import io.connwarden.console.api.MessageView;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.SessionSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import tools.jackson.databind.json.JsonMapper;

/** The writer of the stream: events of the topics as events of the stream. Thread-safe. */
public final class EventFeed {
    /** A process that starts reads the past, which is not new to a reader of the stream. */
    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final StreamLog log;
    private final JsonMapper json;
    private final InstantSource clock;

    /** The data of an event about a new snapshot. */
    private record NewSample(String target, Instant capturedAt) {}

    EventFeed(StreamLog log, JsonMapper json, InstantSource clock) {
        this.log = log;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Adds a message to the stream, unless it is older than the streams cover.
     *
     * @param type the name of the event in the stream
     */
    public void onEvent(String type, Event<?> event) {
        if (isRecent(event.time())) {
            log.append(type, event.subject(), json.writeValueAsString(MessageView.of(event)));
        }
    }

    public void onSnapshot(SessionSnapshot snapshot) {
        if (isRecent(snapshot.capturedAt())) {
            log.append(
                    "sessions",
                    snapshot.target(),
                    json.writeValueAsString(new NewSample(snapshot.target(), snapshot.capturedAt())));
        }
    }

    private boolean isRecent(Instant time) {
        return time.isAfter(clock.instant().minus(MAX_AGE));
    }
}
