package io.connwarden.contracts.value;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The checks of single values. Each failed check throws an {@link IllegalArgumentException} that names the value, the
 * accepted range and the actual value.
 */
public final class Checks {
    /** The accepted timestamps in words. */
    public static final String TIMESTAMP_RANGE = "a timestamp in the years 1970 to 9999 (UTC)";

    private static final Instant FIRST_TIMESTAMP = Instant.EPOCH;
    private static final Instant TIMESTAMP_BOUND = Instant.parse("+10000-01-01T00:00:00Z");

    private static final Pattern TARGET_ID = Pattern.compile("[A-Za-z0-9._-]{1,63}");

    private Checks() {}

    /**
     * Checks a condition.
     *
     * @param accepted the accepted values in words, such as {@code above 0 and at most 100}
     */
    public static void require(boolean condition, String name, String accepted, Object value) {
        if (!condition) {
            throw new IllegalArgumentException(name + " must be " + accepted + ", was " + format(value));
        }
    }

    /** Checks that a number is within {@code min} and {@code max}, both included. */
    public static void requireInRange(String name, long value, long min, long max) {
        if (value < min || value > max) {
            require(false, name, min + " to " + max, value);
        }
    }

    /** Checks that a duration is within {@code min} and {@code max}, both included. */
    public static void requireInRange(String name, Duration value, Duration min, Duration max) {
        // Formats only on failure: the client checks the timeout of every call.
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            require(false, name, format(min) + " to " + format(max), value);
        }
    }

    /** Checks that a number is not below a minimum. */
    public static void requireAtLeast(String name, long value, long min) {
        require(value >= min, name, "at least " + min, value);
    }

    /** Checks that a duration is not below a minimum. */
    public static void requireAtLeast(String name, Duration value, Duration min) {
        require(value.compareTo(min) >= 0, name, "at least " + format(min), value);
    }

    /** Checks that a timestamp lies within the years 1970 to 9999 in UTC. */
    public static void requireTimestamp(String name, Instant value) {
        require(isTimestamp(value), name, TIMESTAMP_RANGE, value);
    }

    /** Returns true if a timestamp lies within the years 1970 to 9999 in UTC. */
    public static boolean isTimestamp(Instant value) {
        return !value.isBefore(FIRST_TIMESTAMP) && value.isBefore(TIMESTAMP_BOUND);
    }

    /** Checks that a duration is above zero. */
    public static void requirePositive(String name, Duration value) {
        require(isPositive(value), name, "above 0", value);
    }

    /** Checks that a duration is above zero and not above a maximum. */
    public static void requirePositive(String name, Duration value, Duration max) {
        require(isPositive(value) && value.compareTo(max) <= 0, name, "above 0 and at most " + format(max), value);
    }

    /** Checks that a number is above zero and not above a maximum. NaN is rejected. */
    public static void requirePositive(String name, double value, double max) {
        require(value > 0 && value <= max, name, "above 0 and at most " + Formats.number(max), value);
    }

    /** Checks that a number is finite and not negative. JSON has no notation for other numbers. */
    public static void requireNotNegative(String name, double value) {
        require(value >= 0 && !Double.isInfinite(value), name, "a number of at least 0", value);
    }

    /** Checks that a number is within 0 and 100, both included. NaN is rejected. */
    public static void requirePercentage(String name, double value) {
        require(value >= 0 && value <= 100, name, "a percentage from 0 to 100", value);
    }

    /** Checks that a number is above 0 and at most 100. NaN is rejected. */
    public static void requirePositivePercentage(String name, double value) {
        require(value > 0 && value <= 100, name, "a percentage above 0 and at most 100", value);
    }

    /** Checks that a text is not blank and has at most {@code maxLength} code points. */
    public static void requireText(String name, String value, int maxLength) {
        if (Objects.requireNonNull(value, name).isBlank()) {
            throw new IllegalArgumentException(name + " must not be empty");
        }
        int length = value.codePointCount(0, value.length());
        if (length > maxLength) {
            throw new IllegalArgumentException(
                    name + " must be at most " + maxLength + " characters, was " + length + " characters");
        }
    }

    /** Checks the id of a target. */
    public static void requireTargetId(String name, String value) {
        require(
                isTargetId(Objects.requireNonNull(value, name)),
                name,
                "1 to 63 letters, digits, '.', '_' or '-'",
                "'" + value + "'");
    }

    /** Returns true if the text may be the id of a target. */
    public static boolean isTargetId(String value) {
        return TARGET_ID.matcher(value).matches();
    }

    private static boolean isPositive(Duration value) {
        return !value.isZero() && !value.isNegative();
    }

    private static String format(Object value) {
        if (value instanceof Duration duration) {
            return duration.isNegative() ? "-" + Formats.duration(duration.negated()) : Formats.duration(duration);
        }
        return value instanceof Double number && Double.isFinite(number)
                ? Formats.number(number)
                : String.valueOf(value);
    }
}
