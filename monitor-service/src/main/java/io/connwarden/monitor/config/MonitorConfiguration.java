package io.connwarden.monitor.config;

import io.connwarden.configuration.ConfigurationReader;
import io.connwarden.configuration.KnownKeys;
import io.connwarden.configuration.TopicSettings;
import io.connwarden.console.ConsoleConfiguration;
import io.connwarden.sql.target.TargetSettings;
import java.util.List;
import org.springframework.core.env.ConfigurableEnvironment;

/** The validated configuration of the monitor. */
public record MonitorConfiguration(MonitorSettings monitor, List<TargetSettings> targets, TopicSettings topicSettings) {

    /** The blocks of the actuator, which reads the same file. */
    private static final List<String> ACTUATOR_BLOCKS =
            List.of("connwarden.actuator", "connwarden.policy", "connwarden.targets[].policy", "connwarden.alerting");

    public MonitorConfiguration {
        targets = List.copyOf(targets);
    }

    /**
     * Reads and validates the configuration.
     *
     * @throws io.connwarden.configuration.InvalidConfigurationException if the configuration is invalid; the message
     *     is one sentence
     */
    public static MonitorConfiguration read(ConfigurableEnvironment environment) {
        ConfigurationReader reader = new ConfigurationReader(environment);
        reader.rejectUnknownKeys(knownKeys());
        return new MonitorConfiguration(
                reader.block(MonitorSettings.PREFIX, MonitorSettings.class), reader.targets(), reader.topics());
    }

    /** Returns the keys of the monitor and of the console, and the actuator's blocks without their keys. */
    public static KnownKeys knownKeys() {
        KnownKeys known = ConsoleConfiguration.withKeysOfConsole(
                KnownKeys.none().withRecord(MonitorSettings.PREFIX, MonitorSettings.class));
        for (String block : ACTUATOR_BLOCKS) {
            known = known.withBlock(block);
        }
        return known;
    }
}
