package io.connwarden.actuator.decision.policy;

import java.time.Duration;
import java.util.function.Supplier;

/** Checks of single values. Each refusal begins with the key, so that the block above can put its own name in front. */
final class Allowed {
    private static final Duration A_YEAR = Duration.ofDays(365);
    private static final Duration A_DAY = Duration.ofDays(1);

    private Allowed() {}

    static void age(String key, Duration value) {
        if (value.isZero() || value.isNegative() || value.compareTo(A_YEAR) > 0) {
            throw new IllegalArgumentException(key + " must be above 0 and at most 365 days, was " + value);
        }
    }

    static void pause(String key, Duration value) {
        between(key, Duration.ZERO, value, A_DAY, "from 0 s to 24 h");
    }

    static void between(String key, Duration least, Duration value, Duration most, String range) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(key + " must be " + range + ", was " + value);
        }
    }

    static void count(String key, int least, int value, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    key + " must be a whole number from " + least + " to " + most + ", was " + value);
        }
    }

    static void percentage(String key, double value) {
        if (!(value > 0 && value <= 100)) {
            throw new IllegalArgumentException(key + " must be above 0 and at most 100, was " + value);
        }
    }

    /** Puts the block's name in front of the key that a refusal begins with. */
    static <T> T within(String block, Supplier<T> value) {
        return preceded(block + ".", value);
    }

    /** Puts the key in front of a refusal that does not know it. */
    static <T> T naming(String key, Supplier<T> value) {
        return preceded(key + " ", value);
    }

    private static <T> T preceded(String start, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(start + refused.getMessage(), refused);
        }
    }
}
