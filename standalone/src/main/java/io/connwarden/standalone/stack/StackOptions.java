package io.connwarden.standalone.stack;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to run both services with.
 *
 * @param data keeps Kafka's and the store's data, and the log
 * @param kafkaPort 1 to 65535, or 0 for a free one; likewise the store's
 * @param httpPort 1 to 65535
 * @param fresh whether to delete first what earlier runs left
 * @param config a file of the user's for both services; null when there is none
 * @param monitorProperties properties for the monitor that win over every file
 * @param actuatorProperties properties for the actuator that win over every file
 */
public record StackOptions(
        Path data,
        int kafkaPort,
        int storePort,
        int httpPort,
        boolean fresh,
        @Nullable Path config,
        Map<String, String> monitorProperties,
        Map<String, String> actuatorProperties) {
    public StackOptions {
        monitorProperties = Map.copyOf(monitorProperties);
        actuatorProperties = Map.copyOf(actuatorProperties);
    }

    /** The log of both services. */
    public Path log() {
        return data.resolve(DataFolder.LOG_FILE);
    }
}
