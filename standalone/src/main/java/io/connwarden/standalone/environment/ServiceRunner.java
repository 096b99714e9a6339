package io.connwarden.standalone.environment;

import static java.util.Objects.requireNonNull;

import io.connwarden.configuration.InvalidConfigurationException;
import io.connwarden.embedded.server.StartFailedException;
import io.connwarden.standalone.target.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** The start of one service by its main method, in a separate Spring context. */
final class ServiceRunner {
    private static final Pattern PLACEHOLDER_START = Pattern.compile("(\\\\*)\\$\\{");

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
     * Runs the main method of the service until it has read its configuration, before any bean is created. Returns the
     * configuration.
     *
     * @param properties take precedence over every file
     * @throws InvalidInputException if the service rejects its configuration; the message is that of the service
     * @throws StartFailedException if the configuration cannot be read for another reason
     */
    static ConfigurableEnvironment readConfiguration(
            String name, Consumer<String[]> main, Map<String, String> properties) {
        EndAfterConfiguration listener = new EndAfterConfiguration();
        try {
            SpringApplication.withHook(application -> listener, () -> main.accept(arguments(properties)));
        } catch (SpringApplication.AbandonedRunException valid) {
            // The configuration has been read.
        } catch (RuntimeException e) {
            throw failure(name, e);
        }
        return requireNonNull(listener.environment, "environment");
    }

    /** The listener that ends a run after the initializers of the application, which read the configuration. */
    private static final class EndAfterConfiguration implements SpringApplicationRunListener {
        private @Nullable ConfigurableEnvironment environment;

        @Override
        public void contextPrepared(ConfigurableApplicationContext context) {
            environment = context.getEnvironment();
            throw new SpringApplication.AbandonedRunException(context);
        }
    }

    private static RuntimeException failure(String name, RuntimeException e) {
        InvalidConfigurationException problem = findCause(InvalidConfigurationException.class, e);
        if (problem != null) {
            return new InvalidInputException(String.valueOf(problem.getMessage()), e);
        }
        MarkedYAMLException syntax = findCause(MarkedYAMLException.class, e);
        return syntax != null
                ? new InvalidInputException(describe(syntax), e)
                : new StartFailedException(
                        "The " + name + " failed to start: "
                                + NestedExceptionUtils.getMostSpecificCause(e).getMessage(),
                        e);
    }

    private static String describe(MarkedYAMLException syntax) {
        String place = Stream.of(syntax.getProblemMark(), syntax.getContextMark())
                .filter(Objects::nonNull)
                .findFirst()
                .map(mark -> "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ")
                .orElse("");
        return "The configuration file is no valid YAML: " + place
                + String.valueOf(syntax.getProblem()).lines().findFirst().orElse("")
                + ". Correct the line. Indentation consists of spaces, and a key stands only once in its block.";
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
