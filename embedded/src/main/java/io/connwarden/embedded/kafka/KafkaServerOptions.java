package io.connwarden.embedded.kafka;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of a broker. Immutable.
 *
 * @param port on 127.0.0.1; 0 selects a free port
 * @param portOption the option of the user for the port, for messages
 * @param directory persistent; null for a temporary directory
 * @param settings broker settings such as {@code num.io.threads}
 * @param fresh whether to delete the data of earlier runs
 */
public record KafkaServerOptions(
        int port, String portOption, @Nullable Path directory, Map<String, String> settings, boolean fresh) {
    public KafkaServerOptions {
        settings = Map.copyOf(settings);
    }

    /** Returns options with a free port and a temporary directory. */
    public static KafkaServerOptions standard() {
        return new KafkaServerOptions(0, "KafkaServerOptions.port", null, Map.of(), false);
    }

    public KafkaServerOptions withPort(int newPort, String option) {
        return new KafkaServerOptions(newPort, option, directory, settings, fresh);
    }

    public KafkaServerOptions withDirectory(Path newDirectory) {
        return new KafkaServerOptions(port, portOption, newDirectory, settings, fresh);
    }

    public KafkaServerOptions withSetting(String setting, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(setting, value);
        return new KafkaServerOptions(port, portOption, directory, more, fresh);
    }

    public KafkaServerOptions fresh(boolean wanted) {
        return new KafkaServerOptions(port, portOption, directory, settings, wanted);
    }
}
