package io.connwarden.actuator.alerting;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where one alert of one target stands between two signs: suspected or firing. This is what the store keeps, one row for
 * each target and name; no row means that all is well.
 *
 * @param name of the kind of alert
 * @param badSignals bad signs in a row while suspected
 * @param goodSignals good signs in a row while firing
 * @param firingSince when it began to fire; null while it is only suspected
 * @param lastBadSignal when the latest bad sign was
 * @param lastSignal when the latest sign was; a sign that is not newer changes nothing, so a repeat does no harm
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

    /** Nothing suspected yet, just before a first bad sign. */
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
