package io.connwarden.monitor.sampling;

import io.connwarden.contracts.message.Health;
import java.time.Duration;

/** Told of what a watch sees, in the watch's thread: must return at once and never throw. */
public interface SampleListener {

    /**
     * A full sample was taken, or failed.
     *
     * @param duration from the question to the assessment, the time until a failure included
     */
    void onSample(Health health, Duration duration);

    /** The tripwire asked for a full sample, which follows. */
    default void onTripwire(String target, String reason) {}
}
