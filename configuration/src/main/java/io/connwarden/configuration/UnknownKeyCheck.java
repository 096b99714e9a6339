package io.connwarden.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/** A check of all property sources for unknown keys. */
final class UnknownKeyCheck {
    private static final Logger LOG = LoggerFactory.getLogger(UnknownKeyCheck.class);

    private final KnownKeys known;

    UnknownKeyCheck(KnownKeys known) {
        this.known = known;
    }

    void check(MutablePropertySources sources) {
        List<String> errors = new ArrayList<>();
        for (PropertySource<?> source : sources) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                check(enumerable, errors);
            }
        }
        if (!errors.isEmpty()) {
            throw new InvalidConfigurationException(String.join(System.lineSeparator(), errors));
        }
    }

    private void check(EnumerablePropertySource<?> source, List<String> errors) {
        switch (source.getName()) {
            case StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME ->
                known.unknownEnvironmentVariables(List.of(source.getPropertyNames()))
                        .forEach(name -> LOG.warn(
                                "Environment variable {} ignored: it sets no known key. Check its spelling.", name));
            case StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME ->
                unknownIn(source).forEach(key -> LOG.warn("Java system property ignored: {}", key.message()));
            default ->
                Stream.concat(
                                unknownIn(source).stream(),
                                known.withoutPrefix(List.of(source.getPropertyNames())).stream())
                        .map(key -> key.message() + " (" + source.getName() + ")")
                        .forEach(errors::add);
        }
    }

    private List<UnknownKey> unknownIn(EnumerablePropertySource<?> source) {
        return known.unknownKeys(List.of(source.getPropertyNames()).stream()
                .filter(key -> key.toLowerCase(Locale.ROOT).startsWith(KnownKeys.PREFIX))
                .collect(Collectors.toList()));
    }
}
