package io.connwarden.standalone.stack;

import io.connwarden.configuration.InvalidConfigurationException;
import io.connwarden.embedded.server.StartFailedException;
import io.connwarden.standalone.target.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** One of the two services, run by its own main in a context of its own. */
final class ServiceRunner {
    private static final Pattern PLACEHOLDER_START = Pattern.compile("(\\\\*)\\$\\{");

    private ServiceRunner() {}

    /**
     * Runs the service's main with properties that win over every file, and returns its context.
     *
     * @param name for messages
     * @throws InvalidInputException when the service refuses its configuration, with the service's own sentence
     * @throws StartFailedException when it cannot start for another reason
     */
    static ConfigurableApplicationContext start(String name, Consumer<String[]> main, Map<String, String> properties) {
        try {
            return SpringApplication.from(main::accept)
                    .run(arguments(properties))
                    .getApplicationContext();
        } catch (RuntimeException e) {
            InvalidConfigurationException problem = findCause(InvalidConfigurationException.class, e);
            if (problem != null) {
                throw new InvalidInputException(String.valueOf(problem.getMessage()), e);
            }
            throw new StartFailedException(
                    "The " + name + " could not start: " + rootCause(e).getMessage(), e);
        }
    }

    /** Values are what they say: nothing in a password or a path is to be taken for a placeholder. */
    static String[] arguments(Map<String, String> properties) {
        List<String> arguments = properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + escape(property.getValue()))
                .sorted()
                .toList();
        return arguments.toArray(String[]::new);
    }

    /**
     * Spring's own escape holds only in front of what is a placeholder by its rules of nesting. A placeholder without a
     * name, whose default is the sign itself, needs none of them; nor do backslashes before the sign, written likewise.
     */
    private static String escape(String value) {
        return PLACEHOLDER_START
                .matcher(value)
                .replaceAll(found -> Matcher.quoteReplacement(escapeText(found.group(1)) + escapeText("$") + "{"));
    }

    private static String escapeText(String text) {
        return text.isEmpty() ? "" : "${:" + text + "}";
    }

    private static <T extends Throwable> @Nullable T findCause(Class<T> type, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
