package io.connwarden.standalone.environment;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a run of both services.
 *
 * @param data the directory of the data of Kafka and the store, and of the log
 * @param fresh true deletes the data of earlier runs
 * @param config the configuration file of the user for both services, or null
 * @param monitorProperties properties of the monitor that take precedence over every file
 * @param actuatorProperties properties of the actuator that take precedence over every file
 */
public record EnvironmentSettings(
        Path data,
        Ports ports,
        boolean fresh,
        @Nullable Path config,
        Map<String, String> monitorProperties,
        Map<String, String> actuatorProperties) {
    public EnvironmentSettings {
        monitorProperties = Map.copyOf(monitorProperties);
        actuatorProperties = Map.copyOf(actuatorProperties);
    }

    /** Returns the path of the log of both services. */
    public Path log() {
        return data.resolve(DataDirectory.LOG_FILE);
    }
}
