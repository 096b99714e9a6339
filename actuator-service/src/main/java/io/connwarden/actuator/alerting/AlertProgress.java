package io.connwarden.actuator.alerting;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of one alert of one target between two inputs. The log store has one row per target and name. There is no
 * row if the alert does not fire and no firing evaluation was counted.
 *
 * @param name name of the kind of alert
 * @param firingCount firing evaluations in a row
 * @param clearCount clear evaluations in a row while the alert fires
 * @param firingSince start of the alert; null while it does not fire
 * @param lastFiringAt time of the last firing evaluation
 * @param lastEvaluatedAt time of the last input; an input that is not newer changes nothing, so that a duplicate has no
 *     effect
 * @param publication the last published text of a firing alert; null for a kind that does not renew its text
 */
public record AlertProgress(
        String target,
        String name,
        int firingCount,
        int clearCount,
        @Nullable Instant firingSince,
        Instant lastFiringAt,
        Instant lastEvaluatedAt,
        @Nullable Publication publication) {
    /** The publication of the text of an alert. */
    public record Publication(Instant at, String text) {}

    public AlertProgress {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(lastFiringAt, "lastFiringAt");
        Objects.requireNonNull(lastEvaluatedAt, "lastEvaluatedAt");
    }

    /** Returns the state before the first firing evaluation. */
    static AlertProgress initial(String target, String name) {
        return new AlertProgress(target, name, 0, 0, null, Instant.MIN, Instant.MIN, null);
    }

    boolean isFiring() {
        return firingSince != null;
    }

    AlertProgress withFiring(Instant at) {
        return new AlertProgress(target, name, firingCount + 1, 0, firingSince, at, at, publication);
    }

    AlertProgress withClear(Instant at) {
        return new AlertProgress(target, name, 0, clearCount + 1, firingSince, lastFiringAt, at, publication);
    }

    AlertProgress withFiringSince(Instant since) {
        return new AlertProgress(target, name, firingCount, 0, since, lastFiringAt, lastEvaluatedAt, publication);
    }

    AlertProgress withPublication(Publication published) {
        return new AlertProgress(
                target, name, firingCount, clearCount, firingSince, lastFiringAt, lastEvaluatedAt, published);
    }
}
