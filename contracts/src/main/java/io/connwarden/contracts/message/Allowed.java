package io.connwarden.contracts.message;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of single values, the same the schemas make; each refusal names the value and what is allowed. */
final class Allowed {
    private static final Pattern TARGET = Pattern.compile("[A-Za-z0-9._-]{1,63}");
    private static final int LONGEST_TEXT = 1024;

    private Allowed() {}

    static void target(String value) {
        if (!TARGET.matcher(Objects.requireNonNull(value, "target")).matches()) {
            throw new IllegalArgumentException(
                    "target must be 1 to 63 letters, digits, '.', '_' or '-', was '" + value + "'");
        }
    }

    static void targetOrAll(String value) {
        if (!Command.ALL_TARGETS.equals(value)) {
            target(value);
        }
    }

    /** Something a person wrote: not empty, of a length that fits on a screen. */
    static void text(String name, String value) {
        if (Objects.requireNonNull(value, name).isBlank()) {
            throw new IllegalArgumentException(name + " must not be empty");
        }
        if (value.codePointCount(0, value.length()) > LONGEST_TEXT) {
            throw new IllegalArgumentException(
                    name + " must be at most " + LONGEST_TEXT + " characters, was " + value.length());
        }
    }

    static void notEmpty(String name, @Nullable String value) {
        if (value != null && value.isEmpty()) {
            throw new IllegalArgumentException(name + " must be null or not empty");
        }
    }

    static void count(String name, int value) {
        atLeast(name, 0, value);
    }

    static void atLeast(String name, int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", was " + value);
        }
    }

    /** A measure that cannot be negative, infinite or NaN; JSON has no words for the last two. */
    static void measure(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be a number of at least 0, was " + value);
        }
    }
}
