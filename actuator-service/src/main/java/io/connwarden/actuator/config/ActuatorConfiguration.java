package io.connwarden.actuator.config;

import io.connwarden.actuator.alerting.AlertLimits;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.configuration.ConfigurationReader;
import io.connwarden.configuration.InvalidConfigurationException;
import io.connwarden.configuration.KnownKeys;
import io.connwarden.configuration.TopicSettings;
import io.connwarden.sql.target.TargetSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.core.env.ConfigurableEnvironment;

/** The validated configuration of the actuator. */
public record ActuatorConfiguration(
        ActuatorSettings actuator, Targets targets, TopicSettings topicSettings, AlertLimits alerting) {
    private static final String ALERTING = "connwarden.alerting";
    /** The block of the monitor, which reads and validates it. Both services can share one file. */
    private static final String MONITOR_BLOCK = "connwarden.monitor";

    private static final String CONSOLE_BLOCK = "connwarden.console";

    /**
     * Reads and validates the configuration.
     *
     * @throws InvalidConfigurationException with one sentence about the first error
     */
    public static ActuatorConfiguration read(ConfigurableEnvironment environment) {
        ConfigurationReader reader = new ConfigurationReader(environment);
        reader.rejectUnknownKeys(knownKeys());
        return new ActuatorConfiguration(
                reader.block(ActuatorSettings.PREFIX, ActuatorSettings.class, ActuatorSettings.defaults()),
                targets(reader),
                reader.topics(),
                reader.block(ALERTING, AlertLimits.class, AlertLimits.defaults()));
    }

    private static Targets targets(ConfigurationReader reader) {
        PolicyReader policies = new PolicyReader(reader);
        Policy common = policies.read(PolicyReader.KEY, Policy.defaults());
        List<TargetSettings> settings = reader.targets();
        List<TargetConfiguration> targets = new ArrayList<>();
        for (int i = 0; i < settings.size(); i++) {
            TargetSettings target = settings.get(i);
            Policy policy = policies.read("connwarden.targets[" + i + "].policy", common);
            targets.add(new TargetConfiguration(target, Objects.requireNonNull(target.thresholds()), policy));
        }
        ConfigurationReader.requireTargets(targets);
        return new Targets(targets);
    }

    /** Returns the keys of the actuator, and the blocks of the monitor and the console as a whole. */
    public static KnownKeys knownKeys() {
        return KnownKeys.none()
                .withRecord(ActuatorSettings.PREFIX, ActuatorSettings.class)
                .withRecord(PolicyReader.KEY, Policy.class)
                .withRecord("connwarden.targets[].policy", Policy.class)
                .withRecord(ALERTING, AlertLimits.class)
                .withBlock(MONITOR_BLOCK)
                .withBlock(CONSOLE_BLOCK);
    }
}
