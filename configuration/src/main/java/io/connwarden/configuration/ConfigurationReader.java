package io.connwarden.configuration;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.sql.target.TargetSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Reads {@code connwarden.*} from an environment. Every method throws {@link InvalidConfigurationException} when what is written
 * cannot be used. Reads anew at each call; thread-safe as far as the environment is.
 */
public final class ConfigurationReader {
    static final String TARGETS = "connwarden.targets";
    static final String THRESHOLDS = "connwarden.thresholds";
    static final String TOPICS = "connwarden.topics";

    private final ConfigurableEnvironment environment;
    private final Binder binder;

    public ConfigurationReader(ConfigurableEnvironment environment) {
        this.environment = environment;
        this.binder = Binder.get(environment);
    }

    /**
     * A block as a record. What is not written is null in the record, or its {@code @DefaultValue}; the record refuses
     * wrong values in its constructor by an {@link IllegalArgumentException} that begins with the key.
     */
    public <T extends Record> T block(String prefix, Class<T> type) {
        return read(() -> binder.bindOrCreate(prefix, Bindable.of(type)));
    }

    /** The thresholds that hold for every target without its own. */
    public Thresholds thresholds() {
        ThresholdSettings written = block(THRESHOLDS, ThresholdSettings.class);
        return checked(THRESHOLDS, () -> written.mergedWith(Thresholds.defaults()));
    }

    public TopicSettings topics() {
        return block(TOPICS, TopicSettings.class);
    }

    public DoctorSettings doctor() {
        return block(DoctorSettings.PREFIX, DoctorSettings.class);
    }

    /**
     * The targets in their order, each with all its thresholds filled in. Their indexes are those of the
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
            TargetSettings target = checked(key, () -> entry.settings(common));
            Integer twin = indexes.put(target.id(), i);
            if (twin != null) {
                throw new InvalidConfigurationException(key + ".id: '" + target.id() + "' is the id of " + TARGETS + "["
                        + twin + "] already: give each target its own id");
            }
            targets.add(target);
        }
        return List.copyOf(targets);
    }

    /**
     * Refuses keys that nobody reads, of those that begin with {@code connwarden.}. In environment variables and Java
     * system properties, which other programs set as well, they are only warned of.
     *
     * @param own the keys of the service itself, and the blocks of the other one, those within a target included
     */
    public void rejectUnknownKeys(KnownKeys own) {
        new UnknownKeyCheck(sharedKeys(own)).check(environment.getPropertySources());
    }

    /** These, and the keys that both services read. */
    public static KnownKeys sharedKeys(KnownKeys own) {
        return own.withRecord(THRESHOLDS, ThresholdSettings.class)
                .withRecord(TOPICS, TopicSettings.class)
                .withRecord(DoctorSettings.PREFIX, DoctorSettings.class)
                .withRecord(TARGETS + KeyPath.INDEX, TargetProperties.class)
                .withKey(TARGETS);
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
        } catch (IllegalArgumentException refused) {
            throw new InvalidConfigurationException(key + ": " + Objects.requireNonNull(refused.getMessage()));
        }
    }
}
