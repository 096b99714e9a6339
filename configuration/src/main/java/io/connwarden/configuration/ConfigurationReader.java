package io.connwarden.configuration;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.Alert;
import io.connwarden.sql.target.TargetSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The reader of {@code connwarden.*} in an environment. Every method throws {@link InvalidConfigurationException} for
 * an invalid value. Each call reads again; thread-safe if the environment is.
 */
public final class ConfigurationReader {
    static final String TARGETS = "connwarden.targets";
    static final String THRESHOLDS = "connwarden.thresholds";
    static final String TOPICS = "connwarden.topics";

    private final ConfigurableEnvironment environment;
    private final Binder binder;

    public ConfigurationReader(ConfigurableEnvironment environment) {
        this.environment = environment;
        this.binder = binder(ConfigurationPropertySources.get(environment), environment);
    }

    /**
     * Returns a block as a record. A missing key is null, or its {@code @DefaultValue}. The constructor of the record
     * rejects an invalid value by an {@link IllegalArgumentException}. Its message begins with the key.
     */
    public <T extends Record> T block(String prefix, Class<T> type) {
        return read(() -> binder.bindOrCreate(prefix, Bindable.of(type)));
    }

    /** Returns a block as a record, in which a missing key has the value of the base. */
    public <T extends Record> T block(String prefix, Class<T> type, T base) {
        return block(prefix, type, Map.of(), RecordProperties.of(prefix, base));
    }

    /**
     * Returns a block as a record.
     *
     * @param overrides whole keys and values that take precedence over the environment
     * @param defaults whole keys and values of missing keys
     */
    public <T extends Record> T block(
            String prefix, Class<T> type, Map<String, Object> overrides, Map<String, Object> defaults) {
        List<ConfigurationPropertySource> sources = new ArrayList<>();
        sources.add(new MapConfigurationPropertySource(overrides));
        ConfigurationPropertySources.get(environment).forEach(sources::add);
        sources.add(new MapConfigurationPropertySource(defaults));
        Binder layered = binder(sources, environment);
        return read(() -> layered.bindOrCreate(prefix, Bindable.of(type)));
    }

    /** Returns the value of one key, or empty if it is missing. */
    public <T> Optional<T> value(String key, Class<T> type) {
        return read(
                () -> Optional.ofNullable(binder.bind(key, Bindable.of(type)).orElse(null)));
    }

    /** Returns the elements of one list, or empty if the key is missing. */
    public Optional<List<String>> list(String key) {
        return read(() -> Optional.ofNullable(
                binder.bind(key, Bindable.listOf(String.class)).orElse(null)));
    }

    /** Returns a list of blocks as records, or an empty list. A missing key of a block is null. */
    public <T extends Record> List<T> records(String key, Class<T> type) {
        return read(() -> binder.bind(key, Bindable.listOf(type)).orElse(List.of()));
    }

    /** Returns the common thresholds, which apply to a target without {@code thresholds}. */
    public Thresholds thresholds() {
        return block(THRESHOLDS, Thresholds.class, Thresholds.defaults());
    }

    public TopicSettings topics() {
        return block(TOPICS, TopicSettings.class);
    }

    public DoctorSettings doctor() {
        return block(DoctorSettings.PREFIX, DoctorSettings.class);
    }

    /**
     * Returns the targets in their order, each with complete thresholds. The index of a target is its index in the
     * configuration, so {@code connwarden.targets[0].policy} belongs to the first.
     */
    public List<TargetSettings> targets() {
        Thresholds common = thresholds();
        List<TargetProperties> entries = read(() ->
                binder.bind(TARGETS, Bindable.listOf(TargetProperties.class)).orElse(List.of()));
        List<TargetSettings> targets = new ArrayList<>();
        Map<String, Integer> indexes = new HashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            String key = TARGETS + "[" + i + "]";
            TargetProperties entry = entries.get(i);
            Thresholds thresholds = block(key + ".thresholds", Thresholds.class, common);
            TargetSettings target = checked(key, () -> entry.toSettings(thresholds));
            if (target.id().equals(Alert.CONNWARDEN)) {
                throw new InvalidConfigurationException(key + ".id must not be '" + Alert.CONNWARDEN
                        + "': alerts about Connwarden itself have this id; choose another id");
            }
            Integer first = indexes.put(target.id(), i);
            if (first != null) {
                throw new InvalidConfigurationException(key + ".id: '" + target.id() + "' is already the id of "
                        + TARGETS + "[" + first + "]; give each target its own id");
            }
            targets.add(target);
        }
        return List.copyOf(targets);
    }

    /** Returns the labels of each target by its id, as {@link #targets()} reads them. */
    public Map<String, Map<String, String>> labelsOfTargets() {
        return targets().stream().collect(Collectors.toMap(TargetSettings::id, TargetSettings::labels));
    }

    /** Rejects a configuration without a target. */
    public static void requireTargets(List<?> targets) {
        if (targets.isEmpty()) {
            throw new InvalidConfigurationException(TARGETS + " must contain at least one target, was empty; set "
                    + TARGETS + "[0].id, " + TARGETS + "[0].url and " + TARGETS + "[0].user");
        }
    }

    /**
     * Rejects unknown keys that begin with {@code connwarden.}. Environment variables and Java system properties only
     * cause a warning, because other programs set them as well.
     *
     * @param own the keys of the service and the blocks of the other service, including the blocks within a target
     */
    public void rejectUnknownKeys(KnownKeys own) {
        new UnknownKeyCheck(sharedKeys(own)).check(environment.getPropertySources());
    }

    /** Returns the given keys and the keys that both services read. */
    public static KnownKeys sharedKeys(KnownKeys own) {
        return own.withRecord(THRESHOLDS, Thresholds.class)
                .withRecord(TOPICS, TopicSettings.class)
                .withRecord(DoctorSettings.PREFIX, DoctorSettings.class)
                .withRecord(TARGETS + KeyPath.INDEX, TargetProperties.class)
                .withRecord(TARGETS + KeyPath.INDEX + ".thresholds", Thresholds.class)
                .withKey(TARGETS);
    }

    private static Binder binder(Iterable<ConfigurationPropertySource> sources, ConfigurableEnvironment environment) {
        return new Binder(
                sources,
                new PropertySourcesPlaceholdersResolver(environment),
                DurationsWithUnit.conversionService(),
                null,
                null);
    }

    private static <T> T read(Supplier<T> binding) {
        try {
            return binding.get();
        } catch (BindException failure) {
            throw new InvalidConfigurationException(BindErrorMessage.of(failure));
        }
    }

    private static <T> T checked(String key, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException invalid) {
            throw new InvalidConfigurationException(key + ": " + Objects.requireNonNull(invalid.getMessage()));
        }
    }
}
