package io.connwarden.standalone.guard;

import io.connwarden.standalone.target.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * The targets of the configuration, without the target of the command line. The settings of the first element would
 * apply to the target of the command line, because both have the same index.
 *
 * @param ids in their order; the empty string for an element without an id
 * @param hasMode true if the first element sets {@code policy.mode}
 */
record ConfiguredTargets(List<String> ids, boolean hasMode) {
    static final String MODE = "connwarden.targets[0].policy.mode";

    private static final String TARGETS = "connwarden.targets";
    private static final ResolvableType LIST = ResolvableType.forClassWithGenerics(
            List.class, ResolvableType.forClassWithGenerics(Map.class, String.class, Object.class));

    /** Reads the files and the environment. The properties of the command line are left out. */
    static ConfiguredTargets read(ConfigurableEnvironment environment) {
        MutablePropertySources sources = new MutablePropertySources();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (!source.getName().equals(CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME)
                    && !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
                sources.addLast(source);
            }
        }
        Binder binder = new Binder(
                ConfigurationPropertySources.from(sources), new PropertySourcesPlaceholdersResolver(environment));
        List<Map<String, Object>> targets = binder.bind(TARGETS, Bindable.<List<Map<String, Object>>>of(LIST))
                .orElse(List.of());
        return new ConfiguredTargets(
                targets.stream()
                        .map(target -> Objects.toString(target.get("id"), ""))
                        .toList(),
                binder.bind(MODE, String.class).isBound());
    }

    /**
     * Rejects targets other than the one that is guarded.
     *
     * @throws InvalidInputException if the configuration has several targets, or one with another id
     */
    void requireOnly(String guarded) {
        if (ids.isEmpty()
                || (ids.size() == 1 && (ids.get(0).isEmpty() || ids.get(0).equals(guarded)))) {
            return;
        }
        String names =
                ids.stream().map(id -> id.isEmpty() ? "(without an id)" : id).collect(Collectors.joining(", "));
        throw new InvalidInputException(TARGETS + " of the configuration has " + names + ", and guard runs for '"
                + guarded + "' only, the server of --url. Settings of another target must not apply to it. "
                + (ids.size() == 1
                        ? "If it is this server, give --id " + names + ". Otherwise move its"
                        : "Give guard a file without connwarden.targets, or with this target alone. Move common")
                + " settings to connwarden.policy and connwarden.thresholds.");
    }
}
