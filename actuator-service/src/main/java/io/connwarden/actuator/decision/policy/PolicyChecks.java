package io.connwarden.actuator.decision.policy;

import java.time.Duration;

/** Range checks of single values. Each message begins with the key, so that the reader can add the block. */
final class PolicyChecks {
    private static final Duration MAX_AGE = Duration.ofDays(365);
    private static final Duration MAX_COOLDOWN = Duration.ofDays(1);

    private PolicyChecks() {}

    static void checkAge(String key, Duration value) {
        if (value.isZero() || value.isNegative() || value.compareTo(MAX_AGE) > 0) {
            throw new IllegalArgumentException(key + " must be above 0 and at most 365 days, was " + value);
        }
    }

    static void checkCooldown(String key, Duration value) {
        checkRange(key, Duration.ZERO, value, MAX_COOLDOWN, "from 0 s to 24 h");
    }

    static void checkRange(String key, Duration min, Duration value, Duration max, String range) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(key + " must be " + range + ", was " + value);
        }
    }

    static void checkCount(String key, int min, int value, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    key + " must be a whole number from " + min + " to " + max + ", was " + value);
        }
    }

    static void checkPercentage(String key, double value) {
        if (!(value > 0 && value <= 100)) {
            throw new IllegalArgumentException(key + " must be above 0 and at most 100, was " + value);
        }
    }
}
