package io.connwarden.monitor.config;

import io.connwarden.configuration.ConfigurationReader;
import io.connwarden.configuration.KnownKeys;
import io.connwarden.configuration.TopicSettings;
import io.connwarden.sql.target.TargetSettings;
import java.util.List;
import org.springframework.core.env.ConfigurableEnvironment;

/** Everything the monitor reads from the configuration, checked. */
public record MonitorConfiguration(MonitorSettings monitor, List<TargetSettings> targets, TopicSettings topics) {

    /** Blocks of the actuator, which reads the same file. */
    private static final List<String> ACTUATOR_BLOCKS =
            List.of("connwarden.actuator", "connwarden.policy", "connwarden.targets[].policy", "connwarden.alerting");

    public MonitorConfiguration {
        targets = List.copyOf(targets);
    }

    /**
     * Reads and checks it all.
     *
     * @throws io.connwarden.configuration.InvalidConfigurationException saying in a sentence what is wrong
     */
    public static MonitorConfiguration read(ConfigurableEnvironment environment) {
        ConfigurationReader reader = new ConfigurationReader(environment);
        reader.rejectUnknownKeys(knownKeys());
        return new MonitorConfiguration(
                reader.block(MonitorSettings.PREFIX, MonitorSettings.class), reader.targets(), reader.topics());
    }

    /** The keys of its own blocks, and the blocks of the other service as a whole. */
    public static KnownKeys knownKeys() {
        KnownKeys known = KnownKeys.none().withRecord(MonitorSettings.PREFIX, MonitorSettings.class);
        for (String block : ACTUATOR_BLOCKS) {
            known = known.withBlock(block);
        }
        return known;
    }
}
