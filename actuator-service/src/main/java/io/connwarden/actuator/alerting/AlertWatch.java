package io.connwarden.actuator.alerting;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where one alert of one target stands between two signs: suspected or firing. This is what the store keeps, one row for
 * each target and name; no row means that all is well.
 *
 * @param name of the kind of alert
 * @param bad bad signs in a row while suspected
 * @param good good signs in a row while firing
 * @param firingSince when it began to fire; null while it is only suspected
 * @param lastBad when the latest bad sign was
 * @param lastSign when the latest sign was; a sign that is not newer changes nothing, so a repeat does no harm
 */
public record AlertWatch(
        String target,
        String name,
        int bad,
        int good,
        @Nullable Instant firingSince,
        Instant lastBad,
        Instant lastSign) {
    public AlertWatch {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(lastBad, "lastBad");
        Objects.requireNonNull(lastSign, "lastSign");
    }

    /** Nothing suspected yet, just before a first bad sign. */
    static AlertWatch begun(String target, String name) {
        return new AlertWatch(target, name, 0, 0, null, Instant.MIN, Instant.MIN);
    }

    boolean firing() {
        return firingSince != null;
    }

    AlertWatch worse(Instant at) {
        return new AlertWatch(target, name, bad + 1, 0, firingSince, at, at);
    }

    AlertWatch better(Instant at) {
        return new AlertWatch(target, name, 0, good + 1, firingSince, lastBad, at);
    }

    AlertWatch fires(Instant since) {
        return new AlertWatch(target, name, bad, 0, since, lastBad, lastSign);
    }
}
