package io.connwarden.standalone.environment;

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
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;

/** The start of one service by its main method, in a separate Spring context. */
final class ServiceRunner {
    private static final Pattern PLACEHOLDER_START = Pattern.compile("(\\\\*)\\$\\{");

    /** Ends a run after the initializers of the application, which read the configuration. */
    private static final SpringApplicationRunListener END_AFTER_CONFIGURATION = new SpringApplicationRunListener() {
        @Override
        public void contextPrepared(ConfigurableApplicationContext context) {
            throw new SpringApplication.AbandonedRunException(context);
        }
    };

    private ServiceRunner() {}

    /**
     * Runs the main method of the service and returns its context.
     *
     * @param name for messages
     * @param properties take precedence over every file
     * @throws InvalidInputException if the service rejects its configuration; the message is that of the service
     * @throws StartFailedException if the service fails to start for another reason
     */
    static ConfigurableApplicationContext start(String name, Consumer<String[]> main, Map<String, String> properties) {
        try {
            return SpringApplication.from(main::accept)
                    .run(arguments(properties))
                    .getApplicationContext();
        } catch (RuntimeException e) {
            throw failure(name, e);
        }
    }

    /**
     * Runs the main method of the service until it has read its configuration, before any bean is created.
     *
     * @param properties take precedence over every file
     * @throws InvalidInputException if the service rejects its configuration; the message is that of the service
     * @throws StartFailedException if the configuration cannot be read for another reason
     */
    static void checkConfiguration(String name, Consumer<String[]> main, Map<String, String> properties) {
        try {
            SpringApplication.withHook(
                    application -> END_AFTER_CONFIGURATION, () -> main.accept(arguments(properties)));
        } catch (SpringApplication.AbandonedRunException valid) {
            // The configuration has been read.
        } catch (RuntimeException e) {
            throw failure(name, e);
        }
    }

    private static RuntimeException failure(String name, RuntimeException e) {
        InvalidConfigurationException problem = findCause(InvalidConfigurationException.class, e);
        return problem != null
                ? new InvalidInputException(String.valueOf(problem.getMessage()), e)
                : new StartFailedException(
                        "The " + name + " failed to start: "
                                + NestedExceptionUtils.getMostSpecificCause(e).getMessage(),
                        e);
    }

    /** Returns the properties as arguments. Spring resolves no placeholder in a password or a path. */
    static String[] arguments(Map<String, String> properties) {
        List<String> arguments = properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + escape(property.getValue()))
                .sorted()
                .toList();
        return arguments.toArray(String[]::new);
    }

    /**
     * Escapes a value. The escape of Spring works only in front of a valid placeholder. A placeholder without a name
     * works everywhere: its default value is the text itself. Backslashes before the {@code $} are written likewise.
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
}
