package io.connwarden.actuator.alerting;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of one alert of one target between two signals. The store has one row per target and name, and no row if
 * the alert neither fires nor counts firing signals.
 *
 * @param name name of the kind of alert
 * @param badSignals firing signals in a row
 * @param goodSignals clear signals in a row while the alert fires
 * @param firingSince start of the alert; null while it does not fire
 * @param lastBadSignal time of the last firing signal
 * @param lastSignal time of the last signal; a signal that is not newer changes nothing, so a duplicate has no effect
 */
public record AlertState(
        String target,
        String name,
        int badSignals,
        int goodSignals,
        @Nullable Instant firingSince,
        Instant lastBadSignal,
        Instant lastSignal) {
    public AlertState {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(lastBadSignal, "lastBad");
        Objects.requireNonNull(lastSignal, "lastSign");
    }

    /** Returns the state before the first firing signal. */
    static AlertState initial(String target, String name) {
        return new AlertState(target, name, 0, 0, null, Instant.MIN, Instant.MIN);
    }

    boolean isFiring() {
        return firingSince != null;
    }

    AlertState withBadSignal(Instant at) {
        return new AlertState(target, name, badSignals + 1, 0, firingSince, at, at);
    }

    AlertState withGoodSignal(Instant at) {
        return new AlertState(target, name, 0, goodSignals + 1, firingSince, lastBadSignal, at);
    }

    AlertState withFiringSince(Instant since) {
        return new AlertState(target, name, badSignals, 0, since, lastBadSignal, lastSignal);
    }
}
