package io.connwarden.monitor.sampling;

import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.SessionSnapshot;
import java.time.Duration;

/**
 * A listener to the samples of a target, called in the target's thread. A callback returns at once and never throws.
 */
public interface SampleListener {
    /**
     * A full sample was taken or failed.
     *
     * @param duration from the first query to the assessment, or to the failure
     */
    void onSample(Health health, Duration duration);

    /** The sessions of a full sample, after {@link #onSample} of the same sample. */
    default void onSnapshot(SessionSnapshot snapshot) {}

    /** The tripwire has triggered a full sample, which follows. */
    default void onTripwire(String target, String reason) {}
}
