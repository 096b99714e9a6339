package io.connwarden.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Looks through all that is configured for keys that nobody reads. */
final class UnknownKeyCheck {
    private static final Logger LOG = LoggerFactory.getLogger(UnknownKeyCheck.class);
    private static final String PREFIX = "connwarden.";

    private final KnownKeys known;

    UnknownKeyCheck(KnownKeys known) {
        this.known = known;
    }

    void check(MutablePropertySources sources) {
        List<String> refusals = new ArrayList<>();
        for (PropertySource<?> source : sources) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                check(enumerable, refusals);
            }
        }
        if (!refusals.isEmpty()) {
            throw new InvalidConfigurationException(String.join(System.lineSeparator(), refusals));
        }
    }

    private void check(EnumerablePropertySource<?> source, List<String> refusals) {
        switch (source.getName()) {
            case StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME ->
                known.unknownEnvironmentVariables(List.of(source.getPropertyNames()))
                        .forEach(name -> LOG.warn(
                                "The environment variable {} sets nothing that Connwarden knows: is it misspelt?",
                                name));
            case StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME ->
                unknownIn(source).forEach(key -> LOG.warn("{} (a Java system property)", key.message()));
            default ->
                unknownIn(source).stream()
                        .map(key -> key.message() + " (" + source.getName() + ")")
                        .forEach(refusals::add);
        }
    }

    private List<UnknownKey> unknownIn(EnumerablePropertySource<?> source) {
        return known.unknownKeys(List.of(source.getPropertyNames()).stream()
                .filter(key -> key.toLowerCase(Locale.ROOT).startsWith(PREFIX))
                .collect(Collectors.toList()));
    }
}
