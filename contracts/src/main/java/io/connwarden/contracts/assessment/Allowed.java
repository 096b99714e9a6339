package io.connwarden.contracts.assessment;

import java.time.Duration;

/** Checks of single values; each refusal names the value and what is allowed. */
final class Allowed {
    private static final Duration LONGEST = Duration.ofDays(365);

    private Allowed() {}

    static void duration(String name, Duration value) {
        if (value.isZero() || value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be above 0 and at most 365 days, was " + value);
        }
    }

    static void percentage(String name, double value, boolean zeroAllowed) {
        boolean aboveFloor = zeroAllowed ? value >= 0 : value > 0;
        if (!aboveFloor || value > 100) {
            String range = zeroAllowed ? "from 0 to 100" : "above 0 and at most 100";
            throw new IllegalArgumentException(name + " must be a percentage " + range + ", was " + value);
        }
    }

    static void atLeastZero(String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must be 0 or more, was " + value);
        }
    }
}
