package io.connwarden.embedded.kafka;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to run the broker. Immutable.
 *
 * @param port where clients connect on 127.0.0.1; 0 takes a free one
 * @param portOption how the user sets the port, for the message when it is in use
 * @param directory kept between runs; null for a temporary one
 * @param settings broker properties that override ours
 * @param fresh whether to delete first what earlier runs left in the directory
 */
public record KafkaServerOptions(
        int port, String portOption, @Nullable Path directory, Map<String, String> settings, boolean fresh) {
    public KafkaServerOptions {
        settings = Map.copyOf(settings);
    }

    /** A free port and a temporary directory. */
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
