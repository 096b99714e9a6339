package io.connwarden.actuator.config;

import io.connwarden.actuator.alerting.AlertLimits;
import io.connwarden.actuator.alerting.AlertSettings;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.policy.PolicySettings;
import io.connwarden.configuration.ConfigurationReader;
import io.connwarden.configuration.InvalidConfigurationException;
import io.connwarden.configuration.KnownKeys;
import io.connwarden.configuration.TopicSettings;
import io.connwarden.sql.target.TargetSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.core.env.ConfigurableEnvironment;

/** Everything the actuator reads from the configuration, checked. */
public record ActuatorConfiguration(
        ActuatorSettings actuator, Targets targets, TopicSettings topics, AlertLimits alerting) {
    private static final String POLICY = "connwarden.policy";
    private static final String ALERTING = "connwarden.alerting";
    /** Read and checked by the monitor, which may share the file. */
    private static final List<String> MONITOR_BLOCKS = List.of("connwarden.monitor", "connwarden.web");

    /**
     * Reads and checks it all.
     *
     * @throws InvalidConfigurationException saying in a sentence what is wrong
     */
    public static ActuatorConfiguration read(ConfigurableEnvironment environment) {
        ConfigurationReader reader = new ConfigurationReader(environment);
        reader.rejectUnknownKeys(knownKeys());
        return new ActuatorConfiguration(
                reader.block(ActuatorSettings.PREFIX, ActuatorSettings.class),
                targets(reader),
                reader.topics(),
                withKey(
                        ALERTING,
                        () -> reader.block(ALERTING, AlertSettings.class).mergedWith(AlertLimits.standard())));
    }

    private static Targets targets(ConfigurationReader reader) {
        Policy common = policy(reader, POLICY, Policy.standard());
        List<TargetSettings> settings = reader.targets();
        List<TargetConfiguration> targets = new ArrayList<>();
        for (int i = 0; i < settings.size(); i++) {
            String key = "connwarden.targets[" + i + "].policy";
            TargetSettings target = settings.get(i);
            targets.add(new TargetConfiguration(
                    target, Objects.requireNonNull(target.thresholds()), policy(reader, key, common)));
        }
        if (targets.isEmpty()) {
            throw new InvalidConfigurationException(
                    "connwarden.targets is empty: name at least one PostgreSQL server to guard"
                            + " (connwarden.targets[0].id, .url and .user)");
        }
        return new Targets(targets);
    }

    private static Policy policy(ConfigurationReader reader, String key, Policy base) {
        PolicySettings written = reader.block(key, PolicySettings.class);
        return withKey(key, () -> written.mergedWith(base));
    }

    private static <T> T withKey(String key, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException refused) {
            throw new InvalidConfigurationException(key + "." + refused.getMessage());
        }
    }

    /** The keys of its own blocks, and the blocks of the other service as a whole. */
    public static KnownKeys knownKeys() {
        KnownKeys known = KnownKeys.none()
                .withRecord(ActuatorSettings.PREFIX, ActuatorSettings.class)
                .withRecord(POLICY, PolicySettings.class)
                .withRecord("connwarden.targets[].policy", PolicySettings.class)
                .withRecord(ALERTING, AlertSettings.class);
        for (String block : MONITOR_BLOCKS) {
            known = known.withBlock(block);
        }
        return known;
    }
}
