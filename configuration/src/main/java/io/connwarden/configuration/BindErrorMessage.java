package io.connwarden.configuration;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionFailedException;

/** The message for a failed binding. It never quotes a password. */
final class BindErrorMessage {
    /** The message of a record: it begins with the name of a component, or of a component of a block in the record. */
    private static final Pattern COMPONENT =
            Pattern.compile("([a-z]+(?:[-.][a-z]+|[A-Z][a-z]+)*) (must .*)", Pattern.DOTALL);

    private BindErrorMessage() {}

    static String of(BindException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConversionException conversion) {
                return isText(conversion) ? failure.getName() + " " + rootMessage(failure) : wrongType(failure);
            }
        }
        return rejected(failure);
    }

    /** Returns true for a pattern or an address range. The message of its constructor describes the error. */
    private static boolean isText(ConversionException failure) {
        return failure instanceof ConversionFailedException failed
                && failed.getTargetType().getType().isRecord();
    }

    private static String wrongType(BindException failure) {
        var property = failure.getProperty();
        String value = property == null ? "" : " '" + masked(property.getName(), property.getValue()) + "'";
        Class<?> type = Objects.requireNonNullElse(failure.getTarget().getType().resolve(), Object.class);
        return failure.getName() + ": the value" + value + " is not allowed: write " + expectedForm(type) + ".";
    }

    private static String rejected(BindException failure) {
        String message = rootMessage(failure);
        Matcher component = COMPONENT.matcher(message);
        return component.matches()
                ? failure.getName() + "." + RecordProperties.kebab(component.group(1)) + " " + component.group(2)
                : failure.getName() + ": " + message;
    }

    private static String rootMessage(BindException failure) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
        return Objects.requireNonNullElse(root.getMessage(), root.toString());
    }

    private static Object masked(ConfigurationPropertyName name, Object value) {
        return name.toString().toLowerCase(Locale.ROOT).contains("password") ? "******" : value;
    }

    private static String expectedForm(Class<?> type) {
        if (type == Duration.class) {
            return "a duration with its unit, such as 500ms, 30s or 5m";
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
}
