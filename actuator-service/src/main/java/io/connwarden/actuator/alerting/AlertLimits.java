package io.connwarden.actuator.alerting;

import java.time.Duration;

/**
 * The limits of all alerts, {@code connwarden.alerting}.
 *
 * @param fireAfter firing signals in a row before an alert fires that does not fire immediately; 1 to 100
 * @param resolveAfter clear signals in a row before an alert resolves; 1 to 100
 * @param signalMaxAge an older signal changes nothing, so that after an outage no alert fires for the past; 1 min to
 *     24 h
 */
public record AlertLimits(int fireAfter, int resolveAfter, Duration signalMaxAge) {

    /** @throws IllegalArgumentException with the key, the allowed range, and the value */
    public AlertLimits {
        checkCount("fire-after", fireAfter);
        checkCount("resolve-after", resolveAfter);
        if (signalMaxAge.compareTo(Duration.ofMinutes(1)) < 0 || signalMaxAge.compareTo(Duration.ofHours(24)) > 0) {
            throw new IllegalArgumentException("signal-max-age must be from 1 min to 24 h, was " + signalMaxAge);
        }
    }

    public static AlertLimits standard() {
        return new AlertLimits(2, 3, Duration.ofMinutes(5));
    }

    private static void checkCount(String key, int value) {
        if (value < 1 || value > 100) {
            throw new IllegalArgumentException(key + " must be a whole number from 1 to 100, was " + value);
        }
    }
}
