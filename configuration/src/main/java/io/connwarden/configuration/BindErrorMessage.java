package io.connwarden.configuration;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.convert.ConversionException;

/** Turns a failed binding into the sentence for the person who wrote the value. No password is ever quoted. */
final class BindErrorMessage {
    private BindErrorMessage() {}

    static String of(BindException failure) {
        Throwable cause = rootOf(failure);
        return hasConversion(failure) ? wrongType(failure) : rejected(failure, cause);
    }

    private static boolean hasConversion(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConversionException) {
                return true;
            }
        }
        return false;
    }

    private static String wrongType(BindException failure) {
        var property = failure.getProperty();
        String value = property == null ? "" : " '" + masked(property.getName(), property.getValue()) + "'";
        Class<?> type = Objects.requireNonNullElse(failure.getTarget().getType().resolve(), Object.class);
        return failure.getName() + ": the value" + value + " is not allowed: write " + expectedForm(type) + ".";
    }

    private static String rejected(BindException failure, Throwable cause) {
        return failure.getName() + ": " + Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    }

    private static Object masked(ConfigurationPropertyName name, Object value) {
        return name.toString().toLowerCase(Locale.ROOT).contains("password") ? "******" : value;
    }

    private static String expectedForm(Class<?> type) {
        if (type == Duration.class) {
            return "a duration such as 500ms, 30s or 5m";
        }
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return "a whole number";
        }
        if (type == Double.class || type == double.class) {
            return "a number";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants()).map(String::valueOf).collect(Collectors.joining(" or "));
        }
        return "a " + type.getSimpleName();
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
