package io.connwarden.actuator.alerting;

import io.connwarden.contracts.value.Checks;
import java.time.Duration;

/**
 * The limits of all alerts, {@code connwarden.alerting}.
 *
 * @param fireAfter firing evaluations in a row after which an alert fires; some kinds fire with the first; 1 to 100
 * @param resolveAfter clear evaluations in a row after which an alert resolves; 1 to 100
 * @param minInterval the minimum time between two samples that count in a row; samples in between, as a viewer of a
 *     target causes, change no count; 0 s to 1 h
 * @param inputMaxAge an older sample or result changes no alert, so that after an outage no alert fires for the past;
 *     1 min to 24 h
 * @param faults the limits of the check for faults
 */
public record AlertLimits(
        int fireAfter, int resolveAfter, Duration minInterval, Duration inputMaxAge, FaultLimits faults) {

    /** @throws IllegalArgumentException with the key, the allowed range, and the value */
    public AlertLimits {
        Checks.requireInRange("fire-after", fireAfter, 1, 100);
        Checks.requireInRange("resolve-after", resolveAfter, 1, 100);
        Checks.requireInRange("min-interval", minInterval, Duration.ZERO, Duration.ofHours(1));
        Checks.requireInRange("input-max-age", inputMaxAge, Duration.ofMinutes(1), Duration.ofHours(24));
    }

    public static AlertLimits defaults() {
        return new AlertLimits(2, 3, Duration.ofSeconds(20), Duration.ofMinutes(5), FaultLimits.defaults());
    }
}
