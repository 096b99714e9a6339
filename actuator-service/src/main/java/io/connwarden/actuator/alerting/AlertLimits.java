package io.connwarden.actuator.alerting;

import java.time.Duration;

/**
 * How patient alerts are.
 *
 * @param fireAfter bad signs in a row before an alert that does not fire at once fires; 1 to 100
 * @param resolveAfter good signs in a row before an alert resolves; 1 to 100
 * @param signValidFor older signs change nothing: after an outage nobody is woken for what is long over; 1 min to 24 h
 */
public record AlertLimits(int fireAfter, int resolveAfter, Duration signValidFor) {

    /** @throws IllegalArgumentException naming the key, what is allowed, and the value */
    public AlertLimits {
        count("fire-after", fireAfter);
        count("resolve-after", resolveAfter);
        if (signValidFor.compareTo(Duration.ofMinutes(1)) < 0 || signValidFor.compareTo(Duration.ofHours(24)) > 0) {
            throw new IllegalArgumentException("sign-valid-for must be from 1 min to 24 h, was " + signValidFor);
        }
    }

    public static AlertLimits standard() {
        return new AlertLimits(2, 3, Duration.ofMinutes(5));
    }

    private static void count(String key, int value) {
        if (value < 1 || value > 100) {
            throw new IllegalArgumentException(key + " must be a whole number from 1 to 100, was " + value);
        }
    }
}
