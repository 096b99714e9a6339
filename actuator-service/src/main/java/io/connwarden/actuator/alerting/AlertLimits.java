package io.connwarden.actuator.alerting;

import java.time.Duration;

/**
 * The limits of all alerts, {@code connwarden.alerting}.
 *
 * @param fireAfter firing evaluations in a row after which an alert fires; some kinds fire with the first; 1 to 100
 * @param resolveAfter clear evaluations in a row after which an alert resolves; 1 to 100
 * @param inputMaxAge an older sample or result changes no alert, so that after an outage no alert fires for the past;
 *     1 min to 24 h
 */
public record AlertLimits(int fireAfter, int resolveAfter, Duration inputMaxAge) {

    /** @throws IllegalArgumentException with the key, the allowed range, and the value */
    public AlertLimits {
        checkCount("fire-after", fireAfter);
        checkCount("resolve-after", resolveAfter);
        if (inputMaxAge.compareTo(Duration.ofMinutes(1)) < 0 || inputMaxAge.compareTo(Duration.ofHours(24)) > 0) {
            throw new IllegalArgumentException("input-max-age must be from 1 min to 24 h, was " + inputMaxAge);
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
