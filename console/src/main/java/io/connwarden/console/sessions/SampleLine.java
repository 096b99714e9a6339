package io.connwarden.console.sessions;

import io.connwarden.console.settings.ConsoleSettings;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.SessionSnapshot;
import java.nio.charset.StandardCharsets;

/** A sample as one line of a file: an event as on the topic of sessions, so that its type states the version. */
public final class SampleLine {

    /** The last line of a file that lacks samples. */
    public static final String INCOMPLETE = "{\"incomplete\":\"the log store did not answer. Repeat the request\"}\n";

    private SampleLine() {}

    /** Returns the line with its end. */
    public static String of(SessionSnapshot sample) {
        EventId id = new EventId(ConsoleSettings.SOURCE, sample.target() + " " + sample.capturedAt());
        byte[] event = EventCodec.instance()
                .encode(new Event<>(id, sample.capturedAt(), sample))
                .value();
        return new String(event, StandardCharsets.UTF_8) + "\n";
    }
}
