package io.connwarden.console.sessions;

import io.connwarden.console.web.ProblemException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parameters of a request. Each method refuses an invalid value with a problem that names the parameter. */
public record Parameters(Map<String, String> values) {
    static final int MAX_LENGTH = 200;

    /** Returns a text, null if the parameter is absent. */
    public @Nullable String text(String name) {
        String value = values.get(name);
        if (value != null && value.length() > MAX_LENGTH) {
            throw ProblemException.invalid(
                    name, "at most " + MAX_LENGTH + " characters", value.length() + " characters long");
        }
        return value;
    }

    /** Returns true or false, null if the parameter is absent. */
    public @Nullable Boolean flag(String name) {
        String value = text(name);
        if (value != null && !value.equals("true") && !value.equals("false")) {
            throw ProblemException.invalid(name, "true or false", value);
        }
        return value == null ? null : Boolean.valueOf(value);
    }

    /** Returns a number in a range. */
    public int number(String name, int min, int max, int defaultValue) {
        String value = text(name);
        try {
            int number = value == null ? defaultValue : Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException malformed) {
            // answered below
        }
        throw ProblemException.invalid(name, min + " to " + max, Objects.requireNonNull(value));
    }

    /** Returns a time, null if the parameter is absent. */
    public @Nullable Instant time(String name) {
        String value = text(name);
        try {
            return value == null ? null : Instant.parse(value);
        } catch (DateTimeParseException malformed) {
            throw ProblemException.invalid(name, "a time such as 2026-01-31T17:10:46Z", Objects.requireNonNull(value));
        }
    }

    /** Returns a constant by its name, null if the parameter is absent. */
    public <E extends Enum<E>> @Nullable E constant(String name, Class<E> type) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        E[] constants = type.getEnumConstants();
        return Arrays.stream(constants)
                .filter(constant -> constant.name().equals(value))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(
                        name, Arrays.stream(constants).map(Enum::name).collect(Collectors.joining(", ")), value));
    }
}
